package io.sendyard.security;

import io.sendyard.account.SignIns;
import io.sendyard.core.ClientAddress;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Lets the sign-in form's filter ask for a password. Being the one provider there is, it is the
 * application's own; named in a chain as well it would look at each wrong password twice.
 */
@Component
class PasswordAuthentication implements AuthenticationProvider {

    private final SignIns signIns;

    PasswordAuthentication(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    public Authentication authenticate(Authentication form) {
        var principal =
                signIns.byPassword(
                        form.getName(),
                        String.valueOf(form.getCredentials()),
                        ClientAddress.of(String.valueOf(form.getDetails())));
        return UsernamePasswordAuthenticationToken.authenticated(principal, null, List.of());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
