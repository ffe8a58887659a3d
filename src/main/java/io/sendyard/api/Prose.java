package io.sendyard.api;

import java.util.List;
import java.util.stream.IntStream;

/** A description's text, in which backticks mark what programs read and write. */
record Prose(List<Piece> pieces) {

    static Prose of(String text) {
        var parts = text.split("`", -1);
        return new Prose(
                IntStream.range(0, parts.length)
                        .mapToObj(i -> new Piece(parts[i], i % 2 == 1))
                        .filter(piece -> !piece.text().isEmpty())
                        .toList());
    }

    /** A run of plain words or of code. */
    record Piece(String text, boolean code) {}
}
