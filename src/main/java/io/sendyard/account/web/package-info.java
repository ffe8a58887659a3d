/**
 * The pages of accounts: set-up, sign-in, profile, access tokens and plan; and the API's log-in.
 */
@NullMarked
package io.sendyard.account.web;

import org.jspecify.annotations.NullMarked;
