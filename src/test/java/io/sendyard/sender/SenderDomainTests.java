package io.sendyard.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sendyard.TestOutside.TestDns;
import io.sendyard.core.DomainName;
import io.sendyard.core.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A domain's records and keys, with a DNS that says what each test wants. */
class SenderDomainTests {

    private static final Optional<DomainName> HOST =
            Optional.of(new DomainName("mail.sendyard.example"));
    private static final DkimKeyPair PAIR = DkimKeyPair.generate();
    private static final DkimKeyPair OTHER = DkimKeyPair.generate();

    private final TestDns dns = new TestDns();
    private final SenderDomain domain =
            new SenderDomain(1, new DomainName("acme.example"), PAIR, Instant.EPOCH);
    private Instant now = Instant.EPOCH;

    @Test
    void hasARecordForEachPurposeUnderNamesOfItsOwn() {
        assertThat(domain.records(HOST))
                .extracting(
                        record -> record.expected().type() + " " + record.expected().host(),
                        DnsRecord::required)
                .containsExactly(
                        tuple("TXT _sendyard.acme.example", true),
                        tuple("TXT sy1._domainkey.acme.example", true),
                        tuple("CNAME bounces.acme.example", false),
                        tuple("TXT acme.example", false),
                        tuple("TXT _dmarc.acme.example", false));
        assertThat(record(RecordPurpose.SPF).expected().value())
                .isEqualTo("v=spf1 a:mail.sendyard.example ~all");
        assertThat(record(RecordPurpose.OWNERSHIP).expected().value())
                .matches("sendyard-verification=[0-9a-z]{32}");
        assertThat(domain.records(Optional.empty())).hasSize(3);
    }

    @Test
    void isVerifiedByOwnershipAndKeyAlone() {
        check();
        assertThat(domain.status()).isEqualTo(IdentityStatus.PENDING);

        publish(RecordPurpose.OWNERSHIP);
        check();
        assertThat(domain.status()).isEqualTo(IdentityStatus.PENDING);

        publish(RecordPurpose.DKIM);
        assertThat(check()).isTrue();
        assertThat(domain.status()).isEqualTo(IdentityStatus.VERIFIED);
        assertThat(check()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    OWNERSHIP | No record at this name               |
                    OWNERSHIP | The record holds another value       | sendyard-verification=other
                    OWNERSHIP | ok                                   | something else ; {value}
                    DKIM      | No record at this name               |
                    DKIM      | The key in the record is another one | v=DKIM1; k=rsa; p=MIIB
                    DKIM      | The key in the record is empty       | v=DKIM1; p=
                    DKIM      | The record holds no DKIM key         | v=spf1 -all
                    DKIM      | There are several keys at this name  | {value} ; v=DKIM1, p=MIIB
                    DKIM      | ok                                   | k=rsa,  p={key}
                    DKIM      | ok                                   | v=DKIM1, h=sha1:sha256, s=email, t=y, p={key}
                    DKIM      | The key in the record is another one | v=DKIM1, h=sha1, p={key}
                    DKIM      | The key in the record is another one | v=DKIM1, k=ed25519, p={key}
                    SPF       | No record at this name               | google-site-verification=1
                    SPF       | SPF has two records                  | v=spf1 a:mail.sendyard.example -all ; v=spf1 mx -all
                    SPF       | SPF doesn’t allow this installation  | v=spf1 mx a:other.example -all
                    SPF       | SPF doesn’t allow this installation  | v=spf1 -a:mail.sendyard.example +all
                    SPF       | ok                                   | V=SPF1 mx +A:Mail.Sendyard.Example ~all ; x=1
                    SPF       | SPF can’t be evaluated               | v=spf1 include:mail.sendyard.example -all
                    SPF       | The value is in quotation marks      | "v=spf1 a:mail.sendyard.example -all"
                    SPF       | No record at this name               | v=spf10 a:mail.sendyard.example
                    DMARC     | No record at this name               |
                    DMARC     | DMARC has two records                | v=DMARC1, p=none ; v=DMARC1, p=reject
                    DMARC     | DMARC has no policy                  | v=DMARC1, rua=mailto:a@acme.example
                    DMARC     | DMARC has no policy                  | v=DMARC1, p=maybe
                    DMARC     | ok                                   | v=DMARC1, p=Quarantine, pct=5
                    """)
    void saysWhatIsWrongWithARecord(RecordPurpose purpose, String expected, String found) {
        if (found != null) {
            dns.texts(
                    record(purpose).expected().host().value(),
                    Arrays.stream(found.split(" ; ", -1))
                            .map(text ->
                                    text.contains("{value}")
                                            ? record(purpose).expected().value()
                                            : text.replace(", ", "; ")
                                                    .replace("{key}", PAIR.publicKey()))
                            .toArray(String[]::new));
        }

        check();

        assertThat(Optional.ofNullable(record(purpose).problem()).orElse("ok")).isEqualTo(expected);
        assertThat(record(purpose).found() == null)
                .isEqualTo(expected.equals("ok") || expected.startsWith("No record"));
    }

    @Test
    void saysWhereAReturnPathLeads() {
        dns.alias("bounces.acme.example", "elsewhere.example");
        check();
        assertThat(record(RecordPurpose.RETURN_PATH).problem())
                .isEqualTo("The record leads to another host");
        assertThat(record(RecordPurpose.RETURN_PATH).found()).isEqualTo("elsewhere.example");

        dns.alias("bounces.acme.example", "mail.sendyard.example");
        check();
        assertThat(domain.returnPathIsOk()).isTrue();
    }

    @Test
    void takesThePolicyOfTheDomainAboveForItsOwn() {
        dns.texts("_dmarc.acme.example", "v=DMARC1; p=reject");
        var below =
                new RecordCheck(dns).look(DomainRecords.dmarc(new DomainName("a.b.acme.example")));

        assertThat(below.ok()).isTrue();
    }

    @Test
    void keepsNoControlCharactersAndNoNovelsOfWhatItFinds() {
        dns.texts("_sendyard.acme.example", "a\r\nb\u202e\u0000" + "x".repeat(60_000));

        check();

        assertThat(record(RecordPurpose.OWNERSHIP).found())
                .hasSizeLessThan(510)
                .startsWith("a��b��x")
                .endsWith("…");
    }

    @Test
    void losesNothingBySilence() {
        verify();
        dns.fallSilent();

        check();

        assertThat(domain.verified()).isTrue();
        assertThat(domain.usableUntil()).isNull();
        assertThat(record(RecordPurpose.SPF).problem()).isEqualTo("No name server answered");
    }

    @Test
    void staysVerifiedForThreeDaysWithoutItsRecords() {
        verify();
        dns.noTexts("_sendyard.acme.example");

        check();
        assertThat(domain.verified()).isTrue();
        assertThat(domain.usableUntil()).isEqualTo(now.plus(SenderDomain.GRACE));
        assertThat(domain.nextCheckAt()).isEqualTo(now.plus(Duration.ofMinutes(10)));
        now = now.plus(SenderDomain.GRACE).minusSeconds(1);
        check();
        assertThat(domain.verified()).isTrue();
        now = now.plusSeconds(1);
        check();
        assertThat(domain.status()).isEqualTo(IdentityStatus.FAILED);

        publish(RecordPurpose.OWNERSHIP);
        assertThat(check()).isTrue();
        assertThat(domain.usableUntil()).isNull();
    }

    @Test
    void isNotVerifiedWhereAnotherAccountWasFirst() {
        publish(RecordPurpose.OWNERSHIP);
        publish(RecordPurpose.DKIM);

        assertThat(domain.answered(answers(), HOST, true, now)).isFalse();

        assertThat(domain.status()).isEqualTo(IdentityStatus.FAILED);
        assertThat(domain.taken()).isTrue();
    }

    @Test
    void signsWithTheOldKeyUntilTheNewOneIsSeen() {
        verify();
        var old = domain.signing();

        domain.rotate(OTHER, now);
        check();
        assertThat(domain.signing()).isSameAs(old);
        assertThat(domain.records(HOST))
                .filteredOn(record -> record.expected().purpose() == RecordPurpose.DKIM)
                .extracting(record -> record.expected().relative(), DnsRecord::required)
                .containsExactly(tuple("sy1._domainkey", true), tuple("sy2._domainkey", false));
        assertThatThrownBy(() -> domain.rotate(OTHER, now)).isInstanceOf(Refusal.class);

        publishNext();
        check();
        assertThat(domain.signing().selector()).isEqualTo("sy2");
        assertThat(domain.verified()).isTrue();
        assertThat(domain.removable().orElseThrow().host())
                .hasToString("sy1._domainkey.acme.example");

        dns.noTexts("sy1._domainkey.acme.example");
        check();
        assertThat(domain.removable()).isEmpty();
    }

    @Test
    void alternatesBetweenTwoSelectors() {
        verify();
        domain.rotate(OTHER, now);
        publishNext();
        check();

        domain.rotate(DkimKeyPair.generate(), now);

        assertThat(domain.next().orElseThrow().selector()).isEqualTo("sy1");
        assertThat(domain.removable()).isEmpty();
        check();
        assertThat(domain.signing().selector()).isEqualTo("sy2");
        publishNext();
        check();
        assertThat(domain.signing().selector()).isEqualTo("sy1");
    }

    @Test
    void takesANewKeyAtOnceWhereNothingWasSignedYet() {
        domain.rotate(OTHER, now);

        assertThat(domain.signing().selector()).isEqualTo("sy2");
        assertThat(domain.next()).isEmpty();
        assertThat(domain.removable()).isEmpty();
    }

    @Test
    void givesNothingOnAnAnswerToAnotherQuestion() {
        verify();
        domain.rotate(OTHER, now);
        publishNext();
        var late = answers();
        domain.next().orElseThrow().become(DkimKey.DkimKeyRole.FORMER);
        domain.rotate(DkimKeyPair.generate(), now);

        domain.answered(late, HOST, false, now);

        assertThat(domain.signing().selector()).isEqualTo("sy1");
        assertThat(domain.next().orElseThrow().finding().state())
                .isEqualTo(DnsFinding.FindingState.UNCHECKED);
    }

    private void verify() {
        publish(RecordPurpose.OWNERSHIP);
        publish(RecordPurpose.DKIM);
        assertThat(check()).isTrue();
    }

    private void publish(RecordPurpose purpose) {
        var expected = record(purpose).expected();
        dns.texts(expected.host().value(), expected.value());
    }

    private void publishNext() {
        var expected = domain.next().orElseThrow().record(domain.name());
        dns.texts(expected.host().value(), expected.value());
    }

    private DnsRecord record(RecordPurpose purpose) {
        return domain.records(HOST).stream()
                .filter(record -> record.expected().purpose() == purpose)
                .findFirst()
                .orElseThrow();
    }

    private boolean check() {
        return domain.answered(answers(), HOST, false, now);
    }

    private Map<ExpectedRecord, DnsFinding> answers() {
        return domain.watched(HOST).stream()
                .collect(Collectors.toMap(Function.identity(), new RecordCheck(dns)::look));
    }
}
