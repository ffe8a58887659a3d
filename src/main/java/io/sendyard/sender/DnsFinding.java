package io.sendyard.sender;

import io.sendyard.core.ApiEnum;
import io.sendyard.core.Excerpt;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What DNS said of a record last.
 *
 * @param found what stands there, shortened, where it is not just what was wanted
 */
@Embeddable
public record DnsFinding(@Enumerated(EnumType.STRING) FindingState state, @Nullable String found) {

    private static final int MOST_SHOWN = 500;
    private static final String AND = " … ";

    static final DnsFinding UNCHECKED = of(FindingState.UNCHECKED);
    static final DnsFinding OK = of(FindingState.OK);
    static final DnsFinding MISSING = of(FindingState.MISSING);
    static final DnsFinding UNANSWERED = of(FindingState.UNANSWERED);

    static DnsFinding of(FindingState state) {
        return new DnsFinding(state, null);
    }

    /** Values found instead, limited because they are other people's content. */
    static DnsFinding of(FindingState state, List<String> values) {
        var text = String.join(AND, values).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "�");
        return new DnsFinding(state, Excerpt.marked(text, MOST_SHOWN));
    }

    public boolean ok() {
        return state == FindingState.OK;
    }

    /** Whether there is something else than what was wanted. */
    public boolean wrong() {
        return switch (state) {
            case UNCHECKED, OK, MISSING, UNANSWERED -> false;
            case OTHER_TEXT,
                    OTHER_HOST,
                    OTHER_KEY,
                    EMPTY_KEY,
                    NO_KEY,
                    SEVERAL_KEYS,
                    SEVERAL_SPF,
                    SPF_WITHOUT_US,
                    SPF_WITH_ERROR,
                    SPF_BY_PTR,
                    SPF_HOST_WITHOUT_ADDRESS,
                    QUOTED,
                    SEVERAL_DMARC,
                    DMARC_WITHOUT_POLICY ->
                    true;
        };
    }

    /** The one that holds after {@code next}: silence takes away nothing that was known. */
    DnsFinding then(DnsFinding next) {
        return next.state == FindingState.UNANSWERED && ok() ? this : next;
    }

    /** Each result in a few words, and what follows from it. */
    public enum FindingState implements ApiEnum {
        UNCHECKED("Not checked yet", "It is looked up within a minute."),
        OK("Found", "The record is as it should be."),
        MISSING(
                "No record at this name",
                "Publish it as shown. It can take some time until the world sees it."),
        OTHER_TEXT(
                "The record holds another value",
                "Publish one more record with the value shown, or change this one."),
        OTHER_HOST("The record leads to another host", "Change its value to the host shown."),
        OTHER_KEY(
                "The key in the record is another one",
                "Copy the value again; all of it has to stand there."),
        EMPTY_KEY(
                "The key in the record is empty",
                "An empty key says that it is out of use. Publish the value shown."),
        NO_KEY("The record holds no DKIM key", "Change it to the value shown."),
        SEVERAL_KEYS(
                "There are several keys at this name",
                "Receivers may take the wrong one. Leave the one shown and remove the others."),
        SEVERAL_SPF(
                "SPF has two records",
                "Receivers trust neither then. Join what they allow into one."),
        SPF_WITHOUT_US(
                "SPF doesn’t allow this installation",
                "Add the a: part shown to the existing record, before “all”."),
        SPF_WITH_ERROR(
                "SPF can’t be evaluated",
                "Fix the record: mail servers ignore one with a syntax error, an include without"
                        + " SPF record, or more than 10 lookups."),
        SPF_BY_PTR(
                "We can’t tell whether SPF allows this installation",
                "The record depends on a ptr part, which we don’t follow. Add the a: part shown,"
                        + " before “all”."),
        SPF_HOST_WITHOUT_ADDRESS(
                "We can’t tell whether SPF allows this installation",
                "Its mail host has no address in DNS yet, and SPF is about addresses."),
        QUOTED(
                "The value is in quotation marks",
                "Remove the quotation marks from the value. Your DNS editor adds them itself."),
        SEVERAL_DMARC("DMARC has two records", "Receivers follow neither then. Leave one."),
        DMARC_WITHOUT_POLICY("DMARC has no policy", "Add p=none to the record, or more."),
        UNANSWERED(
                "No name server answered",
                "That says nothing about the record; it is asked again by itself.");

        private final String headline;
        private final String sentence;

        FindingState(String headline, String sentence) {
            this.headline = headline;
            this.sentence = sentence;
        }

        /** The result in a few words. */
        public String headline() {
            return headline;
        }

        /** What to do about it. */
        public String sentence() {
            return sentence;
        }
    }
}
