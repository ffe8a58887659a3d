package io.sendyard.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.Crowd;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.core.Refusal;
import io.sendyard.database.WorkLocks;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files of suppressions, in and out. */
@SendyardTest
class SuppressionImportTests {

    @Autowired World world;
    @Autowired SuppressionUpload uploads;
    @Autowired SuppressionImports imports;
    @Autowired ImportJob run;
    @Autowired SuppressionPages pages;
    @Autowired SuppressionExport export;
    @Autowired JdbcClient jdbc;
    @Autowired WorkLocks workLocks;
    @Autowired TestClock clock;

    @Test
    void readsOurOwnExportBackAsItWas() throws Exception {
        var production = world.production();
        var streams = world.streams(production);
        world.suppression(streams.get(0), "=cmd|x@example.com", "=HYPERLINK(\"http://x\")");
        world.suppression(streams.get(1), "+49@example.com", "-2+3, \"quoted\"");
        world.suppression(streams.get(1), "'+1@example.com", "@SUM(A1)");
        world.suppression(streams.get(1), "\"a, b\"@example.com", null);
        world.suppression(streams.get(1), "jürgen@münchen.example", "über");
        world.imported(production, "x.csv", utf8("gone@example.com,bounce,550 5.1.1\n"));
        var csv = exported(production.id());

        assertThat(csv)
                .startsWith(
                        "email,reason,stream,origin,note,created_at\r\ngone@example.com,BOUNCE,,")
                .contains(
                        "\"'=cmd|x@example.com\",MANUAL,transactional,person,\"'=HYPERLINK(\"\"http")
                .contains("\"''+1@example.com\"");
        assertThat(csv.lines()).noneMatch(line -> line.matches("[=+@-].*|.*,[=+@-].*"));

        var tally = world.imported(world.staging(), "back.csv", utf8(csv)).tally();

        assertThat(tally).isEqualTo(new ImportTally(6, 6, 0, 0, List.of()));
        assertThat(entries(world.staging().id()))
                .containsExactlyInAnyOrderElementsOf(entries(production.id()));
    }

    @Test
    void reportsBadRowsByLineAndTakesTheOthers() {
        var csv =
                """
                Email Address,SuppressionReason,Stream,Note
                ann@example.com,HardBounce,,
                nobody,SpamComplaint
                bob@example.com,because
                cay@example.com,manual,nowhere
                dan@example.com,manual,inbound
                ,manual

                eve@example.com,Unsubscribe,broadcast,"two
                lines"
                eve@example.com,Unsubscribe,BROADCAST,again
                a@b.example\u0007,manual
                two@x.example two@y.example
                """
                        .replace("\n", "\r\n");
        var tally = world.imported(world.production(), "list.csv", utf8("\uFEFF" + csv)).tally();

        assertThat(tally.problems())
                .extracting(ImportProblem::line)
                .containsExactly(3, 4, 5, 6, 7, 12, 13);
        assertThat(tally.problems().getFirst().message())
                .isEqualTo("“nobody” is not an e-mail address.");
        assertThat(tally)
                .extracting(
                        ImportTally::rows,
                        ImportTally::added,
                        ImportTally::known,
                        ImportTally::refused)
                .containsExactly(10, 2, 1, 7);
        assertThat(entries(world.production().id()))
                .containsExactlyInAnyOrder(
                        "ann@example.com BOUNCE null null",
                        "eve@example.com UNSUBSCRIBE broadcast two lines");
    }

    @Test
    void aHundredProblemsAreToldAndAllAreCounted() {
        var bad = "<img src=x onerror=alert(1)>\u202e".repeat(20) + "\n";
        var tally = world.imported(world.production(), "bad.csv", utf8(bad.repeat(1_500))).tally();

        assertThat(tally.refused()).isEqualTo(1_500);
        assertThat(tally.problems()).hasSize(100).last().extracting("line").isEqualTo(100);
        assertThat(tally.problems().getFirst().message()).hasSizeLessThan(120).contains("…");
    }

    @Test
    void goesOnWhereADeadProcessStopped() {
        var upload = interrupted(many(0, 1_200));

        run.on(new ImportRequested(upload.accountId()));

        await(upload);
        var now = imports.findById(upload.id()).orElseThrow();
        assertThat(now.tally().rows()).isEqualTo(1_200);
        assertThat(now.line()).isEqualTo(1_200);
        // What was committed before is not read again, what was not is.
        assertThat(emails()).contains("p500@example.com", "p999@example.com", "p1199@example.com");
        assertThat(emails()).doesNotContain("p499@example.com");
    }

    @Test
    void goesOnWithoutARestartWhenTheOneThatWasAtItGivesNoSignOfLife() {
        var upload = interrupted(many(0, 1_200));
        assertThat(workLocks.acquire("imports of account " + upload.accountId())).isTrue();

        run.goOn();
        assertThat(imports.findById(upload.id()).orElseThrow().finished()).isFalse();

        clock.advance(Duration.ofSeconds(11));
        run.goOn();
        var now = imports.findById(upload.id()).orElseThrow();
        assertThat(now.finished()).isTrue();
        assertThat(now.tally().rows()).isEqualTo(1_200);
        assertThat(emails()).contains("p500@example.com").doesNotContain("p499@example.com");
        assertThat(jdbc.sql("select count(*) from turn").query(Long.class).single()).isZero();
    }

    @Test
    void countsNoRowTwiceWhereTwoAreAtIt() {
        var upload = interrupted(many(0, 5_000));

        Crowd.of(
                2,
                _ -> {
                    jdbc.sql("delete from turn").update();
                    run.on(new ImportRequested(upload.accountId()));
                    return true;
                });

        await(upload);
        assertThat(imports.findById(upload.id()).orElseThrow().tally().rows()).isEqualTo(5_000);
    }

    @Test
    void twoFilesAtOnceAddEachAddressOnce() {
        var first = take(many(0, 3_000));
        var second = take(many(1_000, 4_000));

        await(first);
        await(second);

        assertThat(emails()).hasSize(4_000).doesNotHaveDuplicates();
        assertThat(
                        imports.findById(first.id()).orElseThrow().tally().added()
                                + imports.findById(second.id()).orElseThrow().tally().added())
                .isEqualTo(4_000);
    }

    @Test
    void refusesWhatIsNoFileForIt() {
        var larger = new byte[(int) SuppressionUpload.LARGEST + 1];
        var server = world.production();
        var utf16 = "a@b.example".getBytes(StandardCharsets.UTF_16);

        for (var content : List.of(new byte[0], larger, utf16)) {
            assertThatThrownBy(() ->
                            uploads.take(
                                    server,
                                    null,
                                    SuppressionReason.MANUAL,
                                    "x.csv",
                                    new ByteArrayResource(content)))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.field()).isEqualTo("file"));
        }
        assertThat(jdbc.sql("select count(*) from suppression_import").query(Long.class).single())
                .isZero();
    }

    @Test
    void keepsTheFileOnlyUntilItIsRead() {
        world.imported(world.production(), "C:\\Users\\ann\\list\u202e.csv", utf8("a@b.example"));

        assertThat(
                        jdbc.sql("select count(*) from suppression_import_part")
                                .query(Long.class)
                                .single())
                .isZero();
        assertThat(
                        jdbc.sql("select file_name from suppression_import")
                                .query(String.class)
                                .single())
                .isEqualTo("list .csv");
    }

    private SuppressionImport take(String csv) {
        return uploads.take(
                world.production(),
                null,
                SuppressionReason.BOUNCE,
                "x.csv",
                new ByteArrayResource(utf8(csv)));
    }

    /** One that a process read 500 rows of, and died. */
    private SuppressionImport interrupted(String csv) {
        var upload = world.imported(world.production(), "list.csv", utf8(csv));
        jdbc.sql("delete from suppression where email not like 'p1%'").update();
        jdbc.sql(
                        "update suppression_import set line = 500, added = 500, known = 0,"
                                + " refused = 0, finished_at = null")
                .update();
        jdbc.sql("insert into suppression_import_part values (?, 0, ?)")
                .params(upload.id(), utf8(csv))
                .update();
        return upload;
    }

    private void await(SuppressionImport upload) {
        var deadline = System.nanoTime() + 30_000_000_000L;
        while (!imports.findById(upload.id()).orElseThrow().finished()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    private List<String> entries(long server) {
        var slugs =
                jdbc.sql("select id, slug from stream").query().listOfRows().stream()
                        .collect(Collectors.toMap(row -> row.get("id"), row -> row.get("slug")));
        return pages.page(server, null, SuppressionSearch.ALL, 100).rows().stream()
                .map(entry ->
                        "%s %s %s %s"
                                .formatted(
                                        entry.email(),
                                        entry.reason(),
                                        entry.streamId() == null
                                                ? null
                                                : slugs.get(entry.streamId()),
                                        entry.note()))
                .toList();
    }

    private List<String> emails() {
        return jdbc.sql("select email from suppression").query(String.class).list();
    }

    private String exported(long server) throws Exception {
        var text = new StringWriter();
        export.write(server, null, SuppressionSearch.ALL, text);
        return text.toString();
    }

    private static String many(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj("p%d@example.com\n"::formatted)
                .collect(Collectors.joining());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
