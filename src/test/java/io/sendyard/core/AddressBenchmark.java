package io.sendyard.core;

import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An address with a name, as a call's {@code from} and {@code to} hold it. */
@State(Scope.Benchmark)
public class AddressBenchmark {

    private String text = "\"Ann, of Acme\" <ann.of.acme+receipts@mail.acme.example>";

    @Benchmark
    public Optional<Mailbox> parse() {
        return Mailbox.parse(text);
    }
}
