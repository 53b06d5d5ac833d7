package io.github.imagefeed.store;

/**
 * A format with one of the choices that it offers for new stores; stores of all of them open alike.
 *
 * @param setting what is chosen, one word: {@code compression}, {@code block}, {@code layout}, …
 * @param value the choice, as a person writes it
 * @param format makes stores so
 */
public record StoreVariant(String setting, String value, StoreFormat format) {}
