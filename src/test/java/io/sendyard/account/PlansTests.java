package io.sendyard.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlansTests {

    private static final Plans PLANS =
            new Plans(
                    "free",
                    false,
                    Map.of(
                            "free", new Plans.PlanProperties(null, "1"),
                            "scale", new Plans.PlanProperties("Scale up", "custom"),
                            "enterprise", new Plans.PlanProperties(null, "unlimited")));

    @Test
    void takeTheirNameFromTheirKeyWhereTheyHaveNone() {
        assertThat(PLANS.named("free").name()).isEqualTo("Free");
        assertThat(PLANS.named("scale").name()).isEqualTo("Scale up");
    }

    @Test
    void allowANumberOfServers() {
        assertThat(PLANS.named("free").limit(null)).isEqualTo(1);
        assertThat(PLANS.named("enterprise").limit(null)).isNull();
        assertThat(PLANS.named("scale").limit(70)).isEqualTo(70);
    }

    @Test
    void allowNoServerWhereNoNumberWasAgreed() {
        assertThat(PLANS.named("scale").limit(null)).isZero();
    }

    @Test
    void allowNoFurtherServerWhereThePlanIsGone() {
        assertThat(new PlanUsage("Gone", 3, PLANS.named("gone").limit(null)).full()).isTrue();
    }

    @Test
    void refuseADefaultThatIsNoneOfThem() {
        assertThatThrownBy(() ->
                        new Plans(
                                "gold", false, Map.of("free", new Plans.PlanProperties(null, "1"))))
                .hasMessageContaining("gold");
    }

    @Test
    void refuseALimitThatIsNone() {
        assertThatThrownBy(() -> new Plans.PlanProperties(null, "-1")).hasMessageContaining("-1");
    }
}
