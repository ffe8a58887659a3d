package io.sendyard.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Percent-encoding of parameters (RFC 2231 section 4), in pieces that fit on a line. */
final class Percent {

    private static final int LONGEST_PIECE = 60;
    private static final String UNCHANGED = "!#$&+-.^_`{|}~";

    private Percent() {}

    static List<String> pieces(String value) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        value.codePoints()
                .forEach(letter -> {
                    var encoded = encoded(Character.toString(letter));
                    if (piece.length() + encoded.length() > LONGEST_PIECE) {
                        pieces.add(piece.toString());
                        piece.setLength(0);
                    }
                    piece.append(encoded);
                });
        pieces.add(piece.toString());
        return pieces;
    }

    private static String encoded(String letter) {
        char first = letter.charAt(0);
        if (first < 0x80 && (Character.isLetterOrDigit(first) || UNCHANGED.indexOf(first) >= 0)) {
            return letter;
        }
        var encoded = new StringBuilder();
        for (byte octet : letter.getBytes(StandardCharsets.UTF_8)) {
            encoded.append("%%%02X".formatted(octet));
        }
        return encoded.toString();
    }
}
