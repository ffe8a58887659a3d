package io.sendyard.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Mail;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The log as a file. */
@SendyardTest
class LogExportTests {

    @Autowired World world;
    @Autowired Mail mail;
    @Autowired MockMvcTester mvc;

    @Test
    void exportsWhatTheFiltersLeave() {
        mail.of(world.production()).subject("=1+1, \"quoted\"\nline").tag("+x").save();
        mail.of(world.production()).subject("ok;=1+1").tag("+x").save();
        mail.of(world.production()).subject("other").status("bounced").save();

        var file = get("/export?tag=%2Bx");
        assertThat(file)
                .hasStatusOk()
                .hasContentType("text/csv;charset=utf-8")
                .headers()
                .hasHeaderSatisfying(
                        "Content-Disposition",
                        values -> assertThat(values.getFirst()).startsWith("attachment;"));
        assertThat(text(file))
                .startsWith("Message ID,Status,From,")
                .contains("\"'=1+1, \"\"quoted\"\"\nline\"", "\"'+x\"", "\"ok;'=1+1\"")
                .doesNotContain("other");
        assertThat(text(get("/export")).lines()).hasSizeGreaterThan(3);
    }

    @Test
    void exportsMoreThanAPage() {
        IntStream.range(0, 620).forEach(i -> mail.of(world.production()).subject("No " + i).save());

        assertThat(text(get("/export")).lines()).hasSize(621);
    }

    private MvcTestResult get(String question) {
        var path = "/email/servers/%s/activity%s".formatted(world.production().cuid(), question);
        return mvc.get().uri(URI.create(path)).with(world.browserOf(world.ada())).exchange();
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
