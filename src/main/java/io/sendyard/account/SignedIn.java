package io.sendyard.account;

import io.sendyard.core.Cuid;
import io.sendyard.web.Viewer;

/**
 * A person who proved who they are, by a session, a JWT or an access token, as they are now in the
 * database.
 */
public record SignedIn(Person person) implements Viewer {

    public Account account() {
        return person.account();
    }

    @Override
    public long accountId() {
        return account().id();
    }

    @Override
    public boolean reaches(Cuid server) {
        return true;
    }

    @Override
    public boolean manages() {
        return person.role().manages();
    }

    @Override
    public boolean sends() {
        return person.role().sends();
    }

    @Override
    public String scope() {
        return "account:" + accountId();
    }

    @Override
    public long personId() {
        return person.id();
    }

    @Override
    public String personName() {
        return person.name();
    }

    @Override
    public String accountName() {
        return account().name();
    }
}
