package io.sendyard.delivery;

import static io.sendyard.delivery.DeliveryAttempt.End.LATER;
import static io.sendyard.delivery.DeliveryAttempt.End.REFUSED;
import static io.sendyard.delivery.DeliveryAttempt.End.TAKEN;
import static io.sendyard.delivery.DeliveryAttempt.Health.DOWN;
import static io.sendyard.delivery.DeliveryAttempt.Health.HEALTHY;
import static io.sendyard.delivery.DeliveryAttempt.Health.UNSTABLE;
import static io.sendyard.message.BounceClass.BLOCK;
import static io.sendyard.message.BounceClass.HARD;
import static io.sendyard.message.BounceClass.SENDER;
import static io.sendyard.message.BounceClass.SOFT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.message.BounceClass;
import io.sendyard.smtp.client.TlsPolicy;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of a try, for each way in which a receiving host may behave. */
class ReceivingServersTests {

    private static final Duration SLOWLY = Duration.ofMillis(100);

    static Stream<Case> cases() {
        return Stream.of(
                new Case("takes it", sink -> sink, TAKEN, HEALTHY, "2.0.0", null),
                new Case(
                        "pipelines",
                        sink -> sink.offering("PIPELINING", "SIZE 0", "8BITMIME"),
                        TAKEN,
                        HEALTHY,
                        "2.0.0",
                        null),
                drops("CONNECT", DOWN),
                drops("EHLO", DOWN),
                drops("MAIL", UNSTABLE),
                drops("RCPT", UNSTABLE),
                drops("DATA", UNSTABLE),
                drops("END", UNSTABLE),
                later("CONNECT", "421 4.3.2 closing", DOWN, "4.3.2"),
                later("EHLO", "421 busy", DOWN, null),
                later("MAIL", "421 4.7.0 busy", UNSTABLE, "4.7.0"),
                later("RCPT", "421 busy", UNSTABLE, null),
                later("DATA", "421 busy", UNSTABLE, null),
                later("END", "421 5.7.0 busy", UNSTABLE, "5.7.0"),
                later("RCPT", "450 4.7.1 greylisted", HEALTHY, "4.7.1"),
                later("MAIL", "451 later", HEALTHY, null),
                later("END", "452 4.2.2 full now", HEALTHY, "4.2.2"),
                refuses("RCPT", "550 4.7.1 later, in truth", "4.7.1", SOFT),
                later("RCPT", "552 5.5.3 too many recipients", HEALTHY, "5.5.3"),
                later("CONNECT", "554 5.7.1 no service", DOWN, "5.7.1"),
                later("RCPT", "354 what", HEALTHY, null),
                refuses("RCPT", "550 5.1.1 no such user", "5.1.1", HARD),
                refuses("RCPT", "550 no such user here", null, HARD),
                refuses("RCPT", "550 5.1.2 bad host", "5.1.2", HARD),
                refuses("RCPT", "550 5.1.10 null MX", "5.1.10", HARD),
                refuses("RCPT", "550 5.2.1 disabled", "5.2.1", HARD),
                refuses("RCPT", "552 5.2.2 full", "5.2.2", SOFT),
                later("RCPT", "450 5.2.2 full", HEALTHY, "5.2.2"),
                refuses("RCPT", "550 5.7.1 blocked, no such user", "5.7.1", BLOCK),
                refuses("RCPT", "550 blocked by a blacklist", null, BLOCK),
                refuses("RCPT", "550 requested action not taken", null, SOFT),
                refuses("END", "554 5.7.1 spam", "5.7.1", BLOCK),
                refuses("END", "550 5.6.0 content", "5.6.0", BLOCK),
                refuses("END", "554 failed", null, SOFT),
                refuses("MAIL", "550 5.1.1 your sender", "5.1.1", SENDER),
                refuses("DATA", "554 5.5.1 no", "5.5.1", SOFT),
                new Case(
                        "never speaks",
                        sink -> sink.on("CONNECT", Answer.silence()),
                        LATER,
                        DOWN,
                        "4.4.2",
                        null),
                new Case(
                        "never answers the dot",
                        sink -> sink.on("END", Answer.silence()),
                        LATER,
                        UNSTABLE,
                        "4.4.2",
                        null),
                new Case(
                        "trickles",
                        sink -> sink.on("MAIL", Answer.trickle("250 a long story to tell", SLOWLY)),
                        LATER,
                        UNSTABLE,
                        "4.4.2",
                        null),
                new Case(
                        "goes on for ever",
                        sink -> sink.on("MAIL", Answer.endless("250-more\r\n")),
                        LATER,
                        UNSTABLE,
                        "4.4.2",
                        null),
                new Case(
                        "has a line without end",
                        sink -> sink.on("MAIL", Answer.endless("250 more")),
                        LATER,
                        UNSTABLE,
                        "4.4.2",
                        null),
                new Case(
                        "has a line of 1 MiB",
                        sink -> sink.on("RCPT", "250 " + "x".repeat(1 << 20)),
                        LATER,
                        UNSTABLE,
                        "4.4.2",
                        null),
                new Case(
                        "takes its time, and not too much",
                        sink ->
                                Stream.of("CONNECT 220", "MAIL 250", "RCPT 250", "DATA 354")
                                        .map(words -> words.split(" ", -1))
                                        .reduce(
                                                sink,
                                                (slow, word) ->
                                                        slow.on(
                                                                word[0],
                                                                Answer.late(
                                                                        word[1] + " well", SLOWLY)),
                                                (slow, _) -> slow),
                        TAKEN,
                        HEALTHY,
                        "2.0.0",
                        null),
                behindTheDot("trickles behind the dot", Answer.trickle("250 a long story", SLOWLY)),
                behindTheDot("no end of lines behind the dot", Answer.endless("250-more\r\n")),
                behindTheDot("no end of a line behind the dot", Answer.endless("250 more")),
                behindTheDot("code 999 behind the dot", Answer.of("999 what")),
                later("RCPT", "450 4.7.1 <script>alert(1)</script> \u00e9\1", HEALTHY, "4.7.1"),
                later("MAIL", "250 NUL \0 in it", UNSTABLE, "4.4.2"),
                later("MAIL", "250 bare \r in it", UNSTABLE, "4.4.2"),
                later("MAIL", "999 what", UNSTABLE, "4.4.2"),
                later("MAIL", "hello", UNSTABLE, "4.4.2"),
                later("MAIL", "250-one\r\n550 other", UNSTABLE, "4.4.2"),
                new Case(
                        "NUL behind the dot's yes",
                        sink -> sink.on("END", "250 taken\0"),
                        TAKEN,
                        HEALTHY,
                        null,
                        null),
                new Case(
                        "8 bit in a yes",
                        sink -> sink.on("MAIL", "250 sch\u00f6n"),
                        TAKEN,
                        HEALTHY,
                        "2.0.0",
                        null),
                new Case(
                        "no ESMTP",
                        sink -> sink.on("EHLO", "502 what"),
                        TAKEN,
                        HEALTHY,
                        "2.0.0",
                        null),
                later("HELO", "502 5.5.1 nor that", DOWN, "5.5.1")
                        .also(sink -> sink.on("EHLO", "500 what")),
                new Case(
                        "too small",
                        sink -> sink.offering("SIZE 10"),
                        REFUSED,
                        HEALTHY,
                        "5.3.4",
                        SOFT));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comesTo(Case given) {
        for (var pipelining : new boolean[] {false, true}) {
            try (var sink = Sink.open()) {
                var offering = pipelining ? sink.offering("PIPELINING", "8BITMIME") : sink;
                var scripted = given.script.apply(offering);

                var attempt =
                        TestRoutes.send(TestRoutes.relay(scripted, TlsPolicy.OPPORTUNISTIC, null));

                assertThat(attempt.end()).as(attempt.transcript().toString()).isEqualTo(given.end);
                assertThat(attempt.health())
                        .as(attempt.transcript().toString())
                        .isEqualTo(given.health);
                assertThat(attempt.enhancedCode()).isEqualTo(given.code);
                assertThat(attempt.bounceClass()).isEqualTo(given.bounceClass);
                assertThat(attempt.text().length()).isLessThanOrEqualTo(1_024);
                assertThat(attempt.text()).doesNotContain("\0", "\r", "\n", "\1");
            }
        }
    }

    private static Case drops(String verb, DeliveryAttempt.Health health) {
        return new Case(
                "drops after " + verb,
                sink -> sink.on(verb, Answer.drop()),
                LATER,
                health,
                "4.4.2",
                null);
    }

    /** The outcome is unknown. */
    private static Case behindTheDot(String name, Answer answer) {
        return new Case(name, sink -> sink.on("END", answer), LATER, UNSTABLE, "4.4.2", null);
    }

    private static Case later(
            String verb, String reply, DeliveryAttempt.Health health, @Nullable String code) {
        return new Case(
                verb + ": " + Case.shown(reply),
                sink -> sink.on(verb, reply),
                LATER,
                health,
                code,
                null);
    }

    private static Case refuses(
            String verb, String reply, @Nullable String code, BounceClass bounceClass) {
        return new Case(
                verb + ": " + reply,
                sink -> sink.on(verb, reply),
                REFUSED,
                HEALTHY,
                code,
                bounceClass);
    }

    /** One behaviour, and what has to come of it. */
    record Case(
            String name,
            UnaryOperator<Sink> script,
            DeliveryAttempt.End end,
            DeliveryAttempt.Health health,
            @Nullable String code,
            @Nullable BounceClass bounceClass) {

        Case also(UnaryOperator<Sink> more) {
            return new Case(
                    name, sink -> more.apply(script.apply(sink)), end, health, code, bounceClass);
        }

        static String shown(String text) {
            return text.replaceAll("\\p{Cntrl}", "?");
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
