package io.sendyard.suppression;

import io.sendyard.core.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files of imports until they are read, in parts, so that none is in memory as a whole. */
@Component
class ImportFiles {

    private static final int PART = 64 * 1024;

    private final JdbcClient jdbc;

    ImportFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps a file, in the caller's transaction.
     *
     * @return how many lines it has
     * @throws Refusal if it is empty, too large, or not in UTF-8
     */
    int keep(long importId, InputStream file) throws IOException {
        long size = 0;
        int lineEnds = 0;
        byte last = 0;
        int number = 0;
        for (var part = file.readNBytes(PART); part.length > 0; part = file.readNBytes(PART)) {
            size += part.length;
            check(size, number == 0 && isUtf16(part));
            jdbc.sql(
                            "insert into suppression_import_part (import_id, number, content)"
                                    + " values (?, ?, ?)")
                    .params(importId, number++, part)
                    .update();
            lineEnds += lineEnds(part);
            last = part[part.length - 1];
        }
        if (size == 0) {
            throw Refusal.invalid("file", "Choose a CSV file that is not empty.");
        }
        return last == '\n' ? lineEnds : lineEnds + 1;
    }

    /** Reads a file part by part; if it is removed meanwhile, it ends there. */
    InputStream open(long importId) {
        return new Parts(importId);
    }

    /** Removes the file of an import that is finished. */
    void remove(long importId) {
        jdbc.sql("delete from suppression_import_part where import_id = ?")
                .param(importId)
                .update();
    }

    private static void check(long size, boolean utf16) {
        if (size > SuppressionUpload.LARGEST) {
            throw Refusal.invalid(
                    "file", "The file is larger than 10 MiB. Split it and import the parts.");
        }
        if (utf16) {
            throw Refusal.invalid("file", "The file is in UTF-16. Save it as “CSV UTF-8”.");
        }
    }

    private static boolean isUtf16(byte[] part) {
        if (part.length < 2) {
            return false;
        }
        int mark = (part[0] & 0xFF) << Byte.SIZE | (part[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    private static int lineEnds(byte[] part) {
        int ends = 0;
        for (byte octet : part) {
            ends += octet == '\n' ? 1 : 0;
        }
        return ends;
    }

    private Optional<InputStream> part(long importId, int number) {
        return jdbc.sql(
                        "select content from suppression_import_part where import_id = ? and"
                                + " number = ?")
                .params(importId, number)
                .query((row, _) -> (InputStream) new ByteArrayInputStream(row.getBytes(1)))
                .optional();
    }

    /** A file whose parts are each read when it is their turn. */
    private class Parts extends InputStream {

        private final long importId;
        private InputStream part = InputStream.nullInputStream();
        private int next;

        Parts(long importId) {
            this.importId = importId;
        }

        @Override
        public int read() throws IOException {
            var octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            int count = part.read(octets, offset, length);
            if (count < 0) {
                var following = part(importId, next);
                if (following.isPresent()) {
                    part = following.get();
                    next++;
                    count = part.read(octets, offset, length);
                }
            }
            return count;
        }
    }
}
