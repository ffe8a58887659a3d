package io.sendyard.delivery;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The key of the installation's return paths. */
interface ReturnPathKeys extends Repository<ReturnPathKey, Integer> {

    ReturnPathKey saveAndFlush(ReturnPathKey key);

    Optional<ReturnPathKey> findById(int id);
}
