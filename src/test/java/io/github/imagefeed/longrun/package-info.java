/** What must not grow, however long a program runs; {@code mvn -Plong verify} runs it long. */
package io.github.imagefeed.longrun;
