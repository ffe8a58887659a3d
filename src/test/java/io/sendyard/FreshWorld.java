package io.sendyard;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.test.web.support.WebTestUtils;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.web.context.WebApplicationContext;

/** Gives each test the world as it was in the beginning. */
class FreshWorld implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext test) {
        var context = SpringExtension.getApplicationContext(test);
        context.getBean(World.class).reset();
        // Once csrf() of Spring Security's tests was used, tokens would stay in sessions.
        WebTestUtils.setCsrfTokenRepository(
                new MockHttpServletRequest(((WebApplicationContext) context).getServletContext()),
                context.getBean(CsrfTokenRepository.class));
    }
}
