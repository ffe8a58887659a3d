package io.sendyard.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveConnectionLimitTests {

    private static final int PERSONS = 1_000;

    private final LiveConnectionLimit limit = new LiveConnectionLimit();

    @Test
    void onePersonLeavesSomeToTheirAccount() {
        assertThat(opened(1, 1)).isEqualTo(10);
        assertThat(opened(1, 2)).isEqualTo(10);

        limit.release(1, 1);
        assertThat(opened(1, 1)).isEqualTo(1);
    }

    @Test
    void oneAccountLeavesSomeToOthers() {
        int opened = 0;
        for (int person = 0; person < PERSONS; person++) {
            opened += opened(1, person);
        }

        assertThat(opened).isEqualTo(50);
        assertThat(opened(2, PERSONS)).isEqualTo(10);
    }

    @Test
    void allTogetherAreBounded() {
        int opened = 0;
        for (int account = 0; account < PERSONS; account++) {
            opened += opened(account, account);
        }

        assertThat(opened).isEqualTo(200);
    }

    /** How many pages this person can open until one is refused. */
    private int opened(long account, long person) {
        int opened = 0;
        while (limit.acquire(account, person)) {
            opened++;
        }
        return opened;
    }
}
