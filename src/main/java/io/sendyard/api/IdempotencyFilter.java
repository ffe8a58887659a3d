package io.sendyard.api;

import io.sendyard.api.IdempotencyRecord.Answer;
import io.sendyard.api.IdempotencyRecord.KeyId;
import io.sendyard.api.IdempotencyRecords.KeyClaim;
import io.sendyard.core.Secret;
import io.sendyard.database.CommitDurability;
import io.sendyard.web.Caller;
import io.sendyard.web.Failure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Makes a POST that is sent twice happen once. What the request changes and the answer to give
 * again are committed together, and the answer leaves after that; so a death in between leaves
 * either both or nothing. A refusal is kept too, an answer of 500 and above is not.
 */
@Component
public class IdempotencyFilter extends OncePerRequestFilter {

    static final String KEY = "Idempotency-Key";
    private static final Pattern KEY_FORM = Pattern.compile("[\\x20-\\x7E]{1,255}");
    private static final int FIRST_SERVER_ERROR = 500;

    private final IdempotencyRecords records;
    private final TransactionTemplate transactions;
    private final CommitDurability durability;
    private final ApiResponses api;

    IdempotencyFilter(
            IdempotencyRecords records,
            TransactionTemplate transactions,
            CommitDurability durability,
            ApiResponses api) {
        this.records = records;
        this.transactions = transactions;
        this.durability = durability;
        this.api = api;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod()) || request.getHeader(KEY) == null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Caller caller)) {
            chain.doFilter(request, response);
            return;
        }
        var key = request.getHeader(KEY);
        if (!KEY_FORM.matcher(key).matches()) {
            api.refuse(
                    request,
                    response,
                    Failure.invalid(KEY, "Use 1 to 255 printable ASCII characters."));
            return;
        }
        once(new KeyId(caller.scope(), key), RepeatableRequest.read(request), response, chain);
    }

    private void once(
            KeyId id, RepeatableRequest repeatable, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (records.claim(id, fingerprint(repeatable))) {
            case KeyClaim.Granted granted -> run(id, granted.token(), repeatable, response, chain);
            case KeyClaim.Answered answered -> replay(answered.answer(), response);
            case KeyClaim.Running() ->
                    refuse(
                            repeatable,
                            response,
                            HttpStatus.CONFLICT,
                            "idempotency_in_progress",
                            "The first request with this key still runs.");
            case KeyClaim.OtherBody() ->
                    refuse(
                            repeatable,
                            response,
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "idempotency_key_reused",
                            "This key was used for another request.");
        }
    }

    private void run(
            KeyId id,
            String claim,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        var caught = new ContentCachingResponseWrapper(response);
        boolean kept = false;
        try {
            kept =
                    Boolean.TRUE.equals(
                            transactions.execute(transaction -> {
                                pass(request, caught, chain);
                                if (caught.getStatus() >= HttpStatus.BAD_REQUEST.value()) {
                                    transaction.setRollbackOnly();
                                    return false;
                                }
                                records.answered(id, claim, answer(caught));
                                return true;
                            }));
            if (!kept && caught.getStatus() < FIRST_SERVER_ERROR) {
                records.answered(id, claim, answer(caught));
                kept = true;
            }
        } finally {
            if (!kept) {
                records.release(id, claim);
            }
        }
        caught.copyBodyToResponse();
    }

    private static void pass(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        try {
            chain.doFilter(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(ContentCachingResponseWrapper response) {
        return new Answer(
                response.getStatus(),
                response.getHeader(HttpHeaders.LOCATION),
                response.getContentType(),
                new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    /** The first request may be between its commit and its sync yet: its yes is not to be given. */
    private void replay(Answer answer, HttpServletResponse response) throws IOException {
        durability.sync();
        response.setStatus(answer.status());
        response.setHeader("Idempotent-Replayed", "true");
        if (answer.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, answer.location());
        }
        if (answer.mediaType() != null) {
            response.setContentType(answer.mediaType());
        }
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String code,
            String sentence)
            throws IOException {
        api.refuse(request, response, new Failure(status, code, sentence, null));
    }

    private static String fingerprint(RepeatableRequest request) {
        return Secret.of(
                        request.getRequestURI()
                                + '\n'
                                + request.getQueryString()
                                + '\n'
                                + request.text())
                .hash();
    }
}
