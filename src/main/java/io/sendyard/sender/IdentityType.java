package io.sendyard.sender;

import io.sendyard.core.ApiEnum;

/** What an identity lets a server send from. */
public enum IdentityType implements ApiEnum {
    /** Any address of a domain, which DNS proves. */
    AUTHORITY("Domain"),
    /** One address, verified by its recipient. */
    PERSONA("Address");

    private final String label;

    IdentityType(String label) {
        this.label = label;
    }

    /** As it is, in capitals: programs that know other products write it so. */
    @Override
    public String key() {
        return name();
    }

    @Override
    public String label() {
        return label;
    }
}
