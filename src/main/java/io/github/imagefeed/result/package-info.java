/** What was measured, on what machine: values that every report is made from. */
package io.github.imagefeed.result;
