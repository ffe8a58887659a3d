package io.sendyard.database;

import io.sendyard.database.H2WriteDelayCheck.NotDurable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains without a stack trace why the application didn't start. */
class H2WriteDelayFailureAnalyzer extends AbstractFailureAnalyzer<NotDurable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NotDurable cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "H2 keeps commits in memory for up to half a second by default; mail that was"
                        + " accepted would be lost with the process.",
                cause);
    }
}
