package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.spy;

import io.sendyard.smtp.client.TlsPolicy;
import org.junit.jupiter.api.Test;

/** What an error in the dispatcher's thread costs. */
class DispatcherErrorTests extends DeliveryTestBase {

    @Test
    void aLackOfMemoryDoesNotEndDelivery() {
        testQueue.message(world.production(), "grace@example.com");
        var failing = spy(queue);
        doThrow(new OutOfMemoryError("Java heap space"))
                .doCallRealMethod()
                .when(failing)
                .claim(any());

        start(TestRoutes.relay(sink, TlsPolicy.NONE, null), failing, settings);

        until(() -> !sink.messages().isEmpty());
        assertThat(sink.messages()).hasSize(1);
    }
}
