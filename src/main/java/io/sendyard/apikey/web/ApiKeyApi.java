package io.sendyard.apikey.web;

import io.sendyard.apikey.ApiKey;
import io.sendyard.apikey.ApiKeys;
import io.sendyard.apikey.KeyIssue;
import io.sendyard.apikey.KeyType;
import io.sendyard.apikey.NewKey;
import io.sendyard.core.Cuid;
import io.sendyard.server.Server;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/servers/{server}/api-keys}. */
@RestController
@RequestMapping("/v1/servers/{server}/api-keys")
class ApiKeyApi {

    private final ApiKeys keys;
    private final KeyIssue issue;

    ApiKeyApi(ApiKeys keys, KeyIssue issue) {
        this.keys = keys;
        this.issue = issue;
    }

    @GetMapping
    List<Row> index(Server server) {
        return keys.ofServer(server.id()).stream().map(Row::of).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    IssuedKeyBody create(Server server, @Valid @RequestBody NewKey wanted) {
        var issued = issue.issue(server, wanted);
        return IssuedKeyBody.of(issued.key(), issued.secret().reveal());
    }

    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Server server, ApiKey key) {
        keys.delete(key);
    }

    /** A new key, with its secret in this one answer. */
    record IssuedKeyBody(
            Cuid id,
            String name,
            KeyType type,
            String key,
            String prefix,
            Instant createdAt,
            @Nullable Instant expiresAt) {

        static IssuedKeyBody of(ApiKey key, String secret) {
            return new IssuedKeyBody(
                    key.cuid(),
                    key.name(),
                    key.type(),
                    secret,
                    key.secret().prefix(),
                    key.secret().createdAt(),
                    key.secret().expiresAt());
        }
    }

    /** A key in the list. */
    record Row(
            Cuid id,
            String name,
            KeyType type,
            String prefix,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt) {

        static Row of(ApiKey key) {
            return new Row(
                    key.cuid(),
                    key.name(),
                    key.type(),
                    key.secret().prefix(),
                    key.secret().createdAt(),
                    key.secret().lastUsedAt(),
                    key.secret().expiresAt());
        }
    }
}
