package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.Mailbox;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.mime.MimeComposer;
import io.sendyard.mime.RawMessage;
import io.sendyard.sender.SenderPolicy;
import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamLookup;
import io.sendyard.server.StreamType;
import io.sendyard.suppression.SuppressionList;
import io.sendyard.web.Installation;
import io.sendyard.web.IntakeMemory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/** The one way in: checks a message and stores it; what it answers for survives the process. */
@Component
public class MessageAcceptance {

    /** Bytes of a message as it is delivered. */
    public static final int MOST_BYTES = 10 * 1024 * 1024;

    /** Recipients of a message that comes with its envelope. */
    public static final int MOST_RECIPIENTS = 1_000;

    private static final Duration FURTHEST_AHEAD = Duration.ofDays(30);
    private static final String FROM = "from";

    private final StreamLookup streams;
    private final SenderPolicy senders;
    private final SuppressionList suppressions;
    private final BodyRendering bodyRendering;
    private final GroupCommit store;
    private final IntakeMemory intakeMemory;
    private final Installation installation;
    private final RetryWindow retryWindow;
    private final Clock clock;

    MessageAcceptance(
            StreamLookup streams,
            SenderPolicy senders,
            SuppressionList suppressions,
            BodyRendering bodyRendering,
            GroupCommit store,
            IntakeMemory intakeMemory,
            Installation installation,
            RetryWindow retryWindow,
            Clock clock) {
        this.streams = streams;
        this.senders = senders;
        this.suppressions = suppressions;
        this.bodyRendering = bodyRendering;
        this.store = store;
        this.intakeMemory = intakeMemory;
        this.installation = installation;
        this.retryWindow = retryWindow;
        this.clock = clock;
    }

    /**
     * Accepts a message that came by a call or a form.
     *
     * @throws Refusal where it can't be taken; the field is the request's
     * @throws NotFound where the server was deleted meanwhile
     */
    public Accepted accept(Server server, NewMessage wanted, Source source) {
        return store(List.of(check(server, wanted, source))).getFirst();
    }

    /**
     * Accepts a message that came by SMTP.
     *
     * @param recipients of the envelope
     * @param trace the clauses {@code from}, {@code by} and {@code with} of its Received field (RFC
     *     5321 section 4.4)
     * @param message as it came: RFC 5322, CRLF, without the dots of SMTP
     * @throws Refusal where it can't be taken; the field is a header's name, {@code to}, {@code
     *     size} or {@code message}
     * @throws NotFound where the server was deleted meanwhile
     * @throws TransientDataAccessResourceException where too much came at the same time
     */
    public Accepted accept(
            Server server, List<EmailAddress> recipients, String trace, byte[] message) {
        checkSize(message);
        try (var _ =
                intakeMemory.reserve(message.length).orElseThrow(MessageAcceptance::outOfMemory)) {
            return acceptReserved(server, recipients, trace, message);
        }
    }

    private Accepted acceptReserved(
            Server server, List<EmailAddress> recipients, String trace, byte[] message) {
        var mail = RawMessage.read(message);
        mail.checkHops();
        var addressees =
                Addressees.ofEnvelope(recipients, mail.addresses("To"), mail.addresses("Cc"));
        var stream = stream(server, mail.stream().orElse(null), RawMessage.STREAM);
        var from = allowed(server, mail.senders(), "From");
        var id = MessageId.fresh();
        var content = mail.written(trace, id, from, clock.instant());
        var draft = new Draft(from, addressees, mail.subject(), labels(mail), content, null);
        return store(List.of(checked(id, server, stream, Source.SMTP, draft))).getFirst();
    }

    static Labels labels(RawMessage mail) {
        return Labels.of(
                mail.tag().orElse(null), mail.metadata(), RawMessage.TAG, RawMessage.METADATA);
    }

    /**
     * Sends a message of this server again, as a new one.
     *
     * @param content as stored
     */
    Accepted acceptAgain(
            Server server, Stream stream, Addressees recipients, Labels labels, byte[] content) {
        checkSize(content);
        requireOutbound(Optional.of(stream), "stream");
        var mail = RawMessage.read(content);
        var from = allowed(server, mail.senders(), FROM);
        var id = MessageId.fresh();
        var again = mail.writtenAgain(id, from, clock.instant());
        var draft = new Draft(from, recipients, mail.subject(), labels, again, null);
        return store(List.of(checked(id, server, stream, Source.DASHBOARD, draft))).getFirst();
    }

    /**
     * Checks a message that is to be stored together with others.
     *
     * @throws Refusal where it can't be taken
     */
    public ReadyMessage check(Server server, NewMessage wanted, Source source) {
        BodyRendering.checkSizes(wanted);
        var attachments = wanted.checkedAttachments();
        var to = AddressList.orNone(wanted.to()).read("to");
        var cc = AddressList.orNone(wanted.cc()).read("cc");
        var bcc = AddressList.orNone(wanted.bcc()).read("bcc");
        var replyTo = AddressList.orNone(wanted.replyTo()).read("replyTo");
        var recipients = Addressees.of(to, cc, bcc);
        var stream = stream(server, wanted.stream(), "stream");
        var from = sender(server, wanted.from(), source);
        var labels = Labels.of(wanted.tag(), wanted.metadata(), "tag", "metadata.");
        var headers = CustomHeaders.written(wanted.headers());
        var sendAt = sendAt(wanted.sendAt());
        var words = bodyRendering.of(wanted);
        var id = MessageId.fresh();
        var content =
                new MimeComposer(
                                id,
                                clock.instant(),
                                from,
                                to,
                                cc,
                                replyTo,
                                words.subject(),
                                words.html(),
                                words.text(),
                                headers,
                                attachments)
                        .written();
        checkSize(content);
        var draft = new Draft(from, recipients, words.subject(), labels, content, sendAt);
        return checked(id, server, stream, source, draft);
    }

    /**
     * Stores messages that were checked, all of them or none; they are on the disk when this
     * returns, or when the transaction has committed in which it is called.
     *
     * @throws NotFound where the server was deleted meanwhile
     */
    public List<Accepted> store(List<ReadyMessage> messages) {
        store.store(messages);
        return messages.stream().map(ReadyMessage::accepted).toList();
    }

    private static RuntimeException outOfMemory() {
        return new TransientDataAccessResourceException(IntakeMemory.NONE);
    }

    private static void checkSize(byte[] content) {
        if (content.length > MOST_BYTES) {
            throw Refusal.invalid("size", "A message can have 10 MiB, encoded as it goes out.");
        }
    }

    private Stream stream(Server server, @Nullable String wanted, String field) {
        var standard = server.settings().delivery().defaultStreamId();
        return requireOutbound(
                streams.ofServer(server.id()).stream()
                        .filter(stream ->
                                wanted == null
                                        ? stream.cuid().equals(standard)
                                        : stream.slug().equals(wanted)
                                                || stream.cuid().value().equals(wanted))
                        .findFirst(),
                field);
    }

    private static Stream requireOutbound(Optional<Stream> found, String field) {
        var stream =
                found.orElseThrow(() ->
                        Refusal.invalid(field, "This server has no stream with this slug or id."));
        if (stream.archived()) {
            throw Refusal.invalid(field, "This stream is archived.");
        }
        if (!stream.type().outbound()) {
            throw Refusal.invalid(field, "This stream takes mail in; none goes out by it.");
        }
        return stream;
    }

    private Mailbox sender(Server server, @Nullable String from, Source source) {
        if (from == null) {
            return senders.standard(server.id())
                    .map(address -> new Mailbox(null, address))
                    .orElseThrow(() ->
                            Refusal.invalid(
                                    FROM,
                                    "Give a sender; this server has no identity whose address could"
                                            + " stand in."));
        }
        var mailbox = AddressList.one(FROM, from);
        // Sendyard's own messages come from its postmaster, whatever the server's identities.
        return source == Source.SYSTEM ? mailbox : allowed(server, List.of(mailbox), FROM);
    }

    /** The first of them; a verified identity is asked for only where mail can leave. */
    private Mailbox allowed(Server server, List<Mailbox> from, String field) {
        boolean leaves = !installation.captures() && !server.sandbox();
        for (var mailbox : leaves ? from : List.<Mailbox>of()) {
            if (!senders.maySend(server.id(), mailbox.address())) {
                throw Refusal.invalid(
                        field,
                        "%s is no verified sender of this server. Verify the address or its domain under Senders."
                                .formatted(mailbox.address()));
            }
        }
        return from.getFirst();
    }

    private @Nullable Instant sendAt(@Nullable Instant wanted) {
        var now = clock.instant();
        if (wanted == null || !wanted.isAfter(now)) {
            return null;
        }
        if (wanted.isAfter(now.plus(FURTHEST_AHEAD))) {
            throw Refusal.invalid("sendAt", "Choose a time within the next 30 days.");
        }
        return wanted.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The last step: who of them must not be mailed, and when the rest is due. */
    private ReadyMessage checked(
            MessageId id, Server server, Stream stream, Source source, Draft draft) {
        var now = clock.instant();
        var due = draft.sendAt() == null ? now : draft.sendAt();
        return new ReadyMessage(
                id,
                server.id(),
                stream.id(),
                source,
                draft.from(),
                draft.recipients(),
                suppressions.among(server.id(), stream.id(), draft.recipients().keys()),
                draft.subject(),
                draft.labels(),
                draft.content(),
                stream.type() == StreamType.BROADCAST ? Lane.BROADCAST : Lane.TRANSACTIONAL,
                now,
                draft.sendAt(),
                due,
                due.plus(retryWindow.of(stream.type())));
    }

    /** The parts of a message that depend on how it was submitted. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Draft(
            Mailbox from,
            Addressees recipients,
            String subject,
            Labels labels,
            byte[] content,
            @Nullable Instant sendAt) {}
}
