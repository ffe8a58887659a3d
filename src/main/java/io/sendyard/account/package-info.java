/** Accounts, the people in them and their roles, plans, sign-in and access tokens. */
@NullMarked
@ApplicationModule(
        displayName = "Account",
        allowedDependencies = {"core", "web", "api"})
package io.sendyard.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
