package io.sendyard.fault;

import java.io.IOException;

/** A message of which only the beginning has been said. */
record OpenMessage(Ledger ledger, Submitter submitter, String recipient) implements AutoCloseable {

    private static final String FROM = "ada@acme.example";

    static OpenMessage begin(Ledger ledger, int port, String key, String name) throws IOException {
        var recipient = name + "@inbox.example";
        ledger.attempt(recipient);
        var submitter = Submitter.at(port);
        submitter.logIn(key);
        submitter.begin(FROM, recipient);
        submitter.say("X-Half: said");
        return new OpenMessage(ledger, submitter, recipient);
    }

    /** Says the rest, which is answered with 250 or 421. */
    void finish() {
        try {
            var answer = submitter.finish(FROM, recipient);
            if (answer.startsWith("250 ")) {
                ledger.acknowledge(recipient);
            } else {
                ledger.wrong(answer);
            }
        } catch (IOException e) {
            closed(e);
        }
    }

    /** Says nothing more, which is answered with 421. */
    void leaveOpen() {
        try {
            ledger.wrong(submitter.reply());
        } catch (IOException e) {
            closed(e);
        }
    }

    @Override
    public void close() throws IOException {
        submitter.close();
    }

    private void closed(IOException end) {
        if (end instanceof Submitter.HungUp gone && gone.lastWord().startsWith("421 ")) {
            ledger.refuse();
        } else {
            ledger.wrong("No 421: " + end);
        }
    }
}
