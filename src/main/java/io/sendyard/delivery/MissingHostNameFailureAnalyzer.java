package io.sendyard.delivery;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains how to configure the host name that delivery needs. */
class MissingHostNameFailureAnalyzer extends AbstractFailureAnalyzer<MissingHostName> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingHostName cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Set sendyard.delivery.hostname to the public name of this host, such as"
                        + " mail.example.com, or sendyard.base-url to an address with such a name."
                        + " With sendyard.delivery.transport=capture, no name is needed.",
                cause);
    }
}
