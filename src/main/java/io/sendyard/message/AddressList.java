package io.sendyard.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.sendyard.core.Mailbox;
import io.sendyard.core.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses in a request: one, several separated by commas, or an array of single addresses. */
public final class AddressList {

    private static final AddressList NONE = new AddressList(List.of(), false);

    private final List<@Nullable String> written;

    /** Whether each has a number, by which a bad one is named. */
    private final boolean numbered;

    private AddressList(List<@Nullable String> written, boolean numbered) {
        this.written = written;
        this.numbered = numbered;
    }

    @JsonCreator
    public static AddressList of(String text) {
        var parts = Mailbox.split(text);
        return new AddressList(new ArrayList<>(parts), parts.size() > 1);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AddressList of(List<@Nullable String> list) {
        return new AddressList(list, true);
    }

    static AddressList orNone(@Nullable AddressList list) {
        return list == null ? NONE : list;
    }

    /**
     * Reads them all.
     *
     * @throws Refusal at the first that is none: {@code to[1]}
     */
    List<Mailbox> read(String field) {
        var mailboxes = new ArrayList<Mailbox>(written.size());
        for (int i = 0; i < written.size(); i++) {
            mailboxes.add(one(numbered ? field + "[" + i + "]" : field, written.get(i)));
        }
        return mailboxes;
    }

    static Mailbox one(String field, @Nullable String text) {
        if (text == null) {
            throw Refusal.invalid(field, "Give an address.");
        }
        return Mailbox.parse(text)
                .orElseThrow(() ->
                        Refusal.invalid(
                                field,
                                "This is not one email address. Write ann@example.com or \"Ann\" <ann@example.com>."));
    }
}
