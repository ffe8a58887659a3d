package io.sendyard.message.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sendyard.api.ApiResponses;
import io.sendyard.apikey.Program;
import io.sendyard.core.MessageId;
import io.sendyard.core.Refusal;
import io.sendyard.message.Accepted;
import io.sendyard.message.MessageAcceptance;
import io.sendyard.message.MessageStatus;
import io.sendyard.message.NewMessage;
import io.sendyard.message.ReadyMessage;
import io.sendyard.message.Source;
import io.sendyard.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v1/send}. */
@RestController
@RequestMapping("/v1/send")
class SendApi {

    private static final int MOST_IN_BATCH = 500;
    private static final int FIRST_SERVER_ERROR = 500;

    private final MessageAcceptance acceptance;
    private final ApiResponses api;
    private final JsonMapper json;

    SendApi(MessageAcceptance acceptance, ApiResponses api, JsonMapper json) {
        this.acceptance = acceptance;
        this.api = api;
        this.json = json;
    }

    @PostMapping
    ResponseEntity<Body> create(@RequestBody NewMessage wanted, Program program) {
        var accepted = acceptance.accept(program.server(), wanted, Source.API);
        return ResponseEntity.created(URI.create("/v1/messages/" + accepted.id()))
                .body(Body.of(accepted));
    }

    @PostMapping("/batch")
    Results createAll(@RequestBody Batch batch, Program program, HttpServletRequest request) {
        var messages = batch.messages();
        if (messages == null || messages.isEmpty() || messages.size() > MOST_IN_BATCH) {
            throw Refusal.invalid("messages", "Give 1 to 500 messages.");
        }
        var tries = messages.stream().map(message -> attempt(message, program, request)).toList();
        var checked = tries.stream().map(Try::checked).flatMap(Optional::stream).toList();
        var accepted = acceptance.store(checked).iterator();
        return new Results(
                tries.stream()
                        .map(attempt ->
                                attempt.checked().isPresent()
                                        ? Result.of(accepted.next())
                                        : new Result(null, null, attempt.refused()))
                        .toList());
    }

    /** A refused message affects only itself; an error of ours affects the whole batch. */
    private Try attempt(JsonNode message, Program program, HttpServletRequest request) {
        try {
            @Nullable NewMessage wanted = json.treeToValue(message, NewMessage.class);
            if (wanted == null) {
                throw Refusal.invalid("messages", "Give a message.");
            }
            return new Try(
                    Optional.of(acceptance.check(program.server(), wanted, Source.API)), null);
        } catch (RuntimeException e) {
            var problem = ApiResponses.problem(e, request);
            if (problem.status() >= FIRST_SERVER_ERROR) {
                throw e;
            }
            return new Try(Optional.empty(), problem);
        }
    }

    /** A message that is on disk. */
    record Body(MessageId id, MessageStatus status) {

        static Body of(Accepted accepted) {
            return new Body(accepted.id(), accepted.status());
        }
    }

    /** Messages that are to be on disk together. */
    record Batch(@Nullable List<JsonNode> messages) {}

    /** What became of each, in the same order. */
    record Results(List<Result> results) {}

    /** What became of one: its id and status, or why it was refused. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(@Nullable MessageId id, @Nullable MessageStatus status, @Nullable Problem error) {

        static Result of(Accepted accepted) {
            return new Result(accepted.id(), accepted.status(), null);
        }
    }

    /** A message of a batch, checked or refused. */
    private record Try(Optional<ReadyMessage> checked, @Nullable Problem refused) {}
}
