package io.sendyard.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.BytesWritten;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SendyardTest
class StoredContentsTests {

    private static final int PART = 64 * 1024;
    private static final long MEBIBYTE = 1024 * 1024;

    /** Of content that doesn't shrink when it is compressed. */
    private final Random random = new Random(7);

    @Autowired World world;
    @Autowired MessageAcceptance acceptance;
    @Autowired StoredContents contents;
    @Autowired Messages messages;
    @Autowired BytesWritten written;
    @Autowired JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(ints = {1_000, PART - 1, PART, PART + 1, 2 * PART, 300_000})
    void storesPartsOf64KibAndReadsThemAsOne(int size) {
        // The trace field is as long in each message.
        int trace = (int) sizeOf(accept(message(5_000))) - 5_000;
        var message = message(size - trace);

        var id = accept(message);

        assertThat(sizeOf(id)).isEqualTo(size);
        assertThat(parts(id)).hasSize((size + PART - 1) / PART).allMatch(part -> part <= PART);
        var read = contents.find(id, Integer.MAX_VALUE).orElseThrow().content();
        assertThat(new String(read, StandardCharsets.US_ASCII)).endsWith(message).hasSize(size);
        assertThat(messages.findWithContent(id).map(Message::content).orElseThrow().bytes())
                .isEqualTo(read);
    }

    @Test
    void readsNoContentThatIsLargerThanAskedFor() {
        var id = accept(message(200_000));

        var found = contents.find(id, 100_000).orElseThrow();

        assertThat(found.content()).isNull();
        assertThat(found.size()).isBetween(200_000L, 200_200L);
    }

    @Test
    void smallMessagesDontWriteLargeOnesAgain() {
        long bytes = 0;
        for (int i = 0; i < 10; i++) {
            accept(message(9_000_000));
            bytes +=
                    written.during(() -> {
                        for (int j = 0; j < 5; j++) {
                            accept(message(2_000));
                        }
                    });
        }

        // H2 tidies its file meanwhile.
        assertThat(bytes).as("bytes written").isLessThan(40 * MEBIBYTE);
    }

    private long sizeOf(MessageId id) {
        return messages.find(id).orElseThrow().size();
    }

    private List<Integer> parts(MessageId id) {
        return jdbc.sql("select content from stored_content where message_id = ? order by number")
                .param(id.uuid())
                .query((row, _) -> row.getBytes(1).length)
                .list();
    }

    private MessageId accept(String message) {
        return acceptance
                .accept(
                        world.production(),
                        List.of(EmailAddress.parse("ann@example.com").orElseThrow()),
                        "from unknown by mail.example with ESMTPA",
                        message.getBytes(StandardCharsets.US_ASCII))
                .id();
    }

    private String message(int size) {
        var text =
                new StringBuilder(
                        """
                        Date: Sun, 1 Mar 2026 09:05:07 +0000
                        Message-ID: <1@acme.example>
                        From: a@acme.example
                        To: ann@example.com
                        Subject: Hello

                        """
                                .replace("\n", "\r\n"));
        while (text.length() < size) {
            text.append((char) ('a' + random.nextInt(26)));
            if (text.length() % 80 == 0 && text.length() < size - 2) {
                text.append("\r\n");
            }
        }
        return text.toString();
    }
}
