package io.sendyard.account;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.account.AccessTokenIssue.NewAccessToken;
import io.sendyard.core.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How many access tokens a person has. */
@SendyardTest
class AccessTokenIssueTests {

    @Autowired World world;
    @Autowired AccessTokenIssue tokens;

    @Test
    void refusesTheFiftyFirst() {
        var ada = world.ada();
        for (int i = 0; i < AccessTokenIssue.MOST; i++) {
            tokens.issue(ada, new NewAccessToken("CI " + i, null));
        }

        assertThatThrownBy(() -> tokens.issue(ada, new NewAccessToken("CI", null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("50 access tokens");
        tokens.issue(world.carla(), new NewAccessToken("CI", null));
    }
}
