package io.sendyard.account;

import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Creates the first owner at start from the configuration if there is no account yet, before the
 * port opens, so that no one else can be first.
 */
@Component
class FirstOwner implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(FirstOwner.class);

    private final FirstOwnerProperties settings;
    private final Accounts accounts;
    private final AccountSetup setup;
    private final Validator validator;

    FirstOwner(
            FirstOwnerProperties settings,
            Accounts accounts,
            AccountSetup setup,
            Validator validator) {
        this.settings = settings;
        this.accounts = accounts;
        this.setup = setup;
        this.validator = validator;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var email = settings.email();
        var password = settings.password();
        if (email == null || password == null || accounts.existsBy()) {
            return;
        }
        var wanted = new NewAccount(settings.name(), email, password);
        var broken = validator.validate(wanted);
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException(
                    "sendyard.owner.%s: %s"
                            .formatted(
                                    broken.iterator().next().getPropertyPath(),
                                    broken.iterator().next().getMessage()));
        }
        setup.createFirst(wanted);
        LOG.info("Made the first owner, {}", email);
    }

    /**
     * The first owner; none without address and password.
     *
     * @param name of the owner and the account
     */
    @ConfigurationProperties("sendyard.owner")
    record FirstOwnerProperties(
            @Nullable String email, @Nullable String password, @DefaultValue("Owner") String name) {

        @Override
        public String toString() {
            return "FirstOwnerProperties[email=" + email + "]";
        }
    }
}
