package io.sendyard.system;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Hands each journey the browser as if it were new, and looks into its console afterwards. */
class Browsing implements ParameterResolver, BeforeEachCallback, AfterEachCallback {

    private static @Nullable Browser browser;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return browser();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        var environment = SpringExtension.getApplicationContext(test).getEnvironment();
        var port = environment.getRequiredProperty("local.server.port");
        browser().startAnew("http://localhost:" + port);
    }

    /** A failed journey leaves a picture of where it ended. */
    @Override
    public void afterEach(ExtensionContext test) {
        var failed = test.getExecutionException().isPresent();
        if (failed) {
            browser().picture("failed-" + test.getRequiredTestMethod().getName());
        } else {
            browser().console().requireEmpty();
        }
    }

    private static synchronized Browser browser() {
        if (browser == null) {
            var started = new Browser(Chromium.on(Chromium.Machine.here()));
            Runtime.getRuntime().addShutdownHook(new Thread(started::quit));
            browser = started;
        }
        return browser;
    }
}
