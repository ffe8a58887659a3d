package io.sendyard.fault;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** The same at every point there is. */
@Tag("campaign")
class DeathPointsCampaignTests extends DeathPointsTests {

    @Override
    Stream<DeathPoint> points() {
        return Stream.of(DeathPoint.values());
    }
}
