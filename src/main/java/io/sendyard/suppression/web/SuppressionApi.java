package io.sendyard.suppression.web;

import io.sendyard.api.NextLink;
import io.sendyard.core.Cuid;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.core.Timestamp;
import io.sendyard.server.Stream;
import io.sendyard.suppression.NewSuppression;
import io.sendyard.suppression.Suppression;
import io.sendyard.suppression.SuppressionList;
import io.sendyard.suppression.SuppressionPages;
import io.sendyard.suppression.SuppressionReason;
import io.sendyard.suppression.SuppressionSearch;
import io.sendyard.suppression.Suppressions;
import io.sendyard.web.Installation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v1/suppressions}: the addresses that a stream doesn't send to, on its own list or its
 * server's.
 */
@RestController
@RequestMapping("/v1/suppressions/{stream}")
class SuppressionApi {

    private static final int ROWS = 500;

    private final SuppressionList list;
    private final SuppressionPages pages;
    private final Suppressions suppressions;
    private final Installation installation;

    SuppressionApi(
            SuppressionList list,
            SuppressionPages pages,
            Suppressions suppressions,
            Installation installation) {
        this.list = list;
        this.pages = pages;
        this.suppressions = suppressions;
        this.installation = installation;
    }

    @GetMapping
    ResponseEntity<List<Body>> index(
            Stream stream,
            @RequestParam(required = false)
                    @Nullable
                    @Min(value = 1, message = "Use 1 to 500.")
                    @Max(value = 500, message = "Use 1 to 500.")
                    Integer limit,
            @RequestParam(required = false) @Nullable Cuid after,
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable SuppressionReason reason,
            @RequestParam(required = false) @Nullable String since) {
        var search = new SuppressionSearch(email, reason, moment(since), after, null);
        int rows = limit == null ? ROWS : limit;
        var page = pages.page(stream.serverId(), stream.id(), search, rows);
        var answer = ResponseEntity.ok();
        if (page.hasAfter()) {
            var last = page.rows().getLast().cuid();
            answer.header(HttpHeaders.LINK, next(stream, search, since, rows, last));
        }
        return answer.body(page.rows().stream().map(entry -> Body.of(entry, stream)).toList());
    }

    /** Answers 201 with a new entry, and 200 with the one that was there before. */
    @PostMapping
    ResponseEntity<Body> create(Stream stream, @Valid @RequestBody NewSuppression wanted) {
        var put = list.put(stream.serverId(), stream, wanted, "api");
        var body = Body.of(put.suppression(), stream);
        return put.added()
                ? ResponseEntity.created(
                                URI.create(
                                        "/v1/suppressions/%s/%s"
                                                .formatted(stream.cuid(), body.id())))
                        .body(body)
                : ResponseEntity.ok(body);
    }

    @GetMapping("/{suppression}")
    Body show(Stream stream, @PathVariable("suppression") String idOrEmail) {
        return Body.of(entries(stream, idOrEmail).getFirst(), stream);
    }

    /** By its address, all that keeps the stream from mailing it. */
    @DeleteMapping("/{suppression}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Stream stream, @PathVariable("suppression") String idOrEmail) {
        suppressions.remove(entries(stream, idOrEmail));
    }

    private List<Suppression> entries(Stream stream, String idOrEmail) {
        var found =
                idOrEmail.contains("@")
                        ? EmailAddress.parse(idOrEmail)
                                .map(address ->
                                        suppressions.ofAddress(
                                                stream.serverId(), stream.id(), address.key()))
                                .orElseThrow(NotFound::new)
                        : suppressions
                                .find(stream.serverId(), stream.id(), Cuid.of(idOrEmail))
                                .stream()
                                .toList();
        if (found.isEmpty()) {
            throw new NotFound();
        }
        return found;
    }

    private String next(
            Stream stream,
            SuppressionSearch search,
            @Nullable String since,
            int limit,
            Cuid after) {
        var query = new LinkedHashMap<String, Object>();
        query.put("limit", limit);
        query.put("after", after);
        if (!search.email().isEmpty()) {
            query.put("email", search.email());
        }
        if (search.reason() != null) {
            query.put("reason", search.reason().key());
        }
        if (since != null) {
            query.put("since", since);
        }
        return NextLink.to(installation, "/v1/suppressions/" + stream.cuid(), query);
    }

    private static @Nullable Instant moment(@Nullable String since) {
        if (since == null || since.isEmpty()) {
            return null;
        }
        try {
            return Timestamp.read(since);
        } catch (DateTimeException e) {
            throw Refusal.invalid(
                    "since", "Give an instant in ISO 8601, such as 2025-07-15T10:30:00.000Z.");
        }
    }

    /**
     * An entry as the API shows it.
     *
     * @param streamId null where it holds for the whole server
     */
    record Body(
            Cuid id,
            String email,
            SuppressionReason reason,
            @Nullable Cuid streamId,
            String origin,
            @Nullable String note,
            @Nullable MessageId messageId,
            Instant createdAt) {

        static Body of(Suppression entry, Stream stream) {
            return new Body(
                    entry.cuid(),
                    entry.email(),
                    entry.reason(),
                    entry.streamId() == null ? null : stream.cuid(),
                    entry.origin(),
                    entry.note(),
                    entry.messageId(),
                    entry.createdAt());
        }
    }
}
