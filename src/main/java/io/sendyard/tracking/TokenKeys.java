package io.sendyard.tracking;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The key of the installation's tokens. */
interface TokenKeys extends Repository<TokenKey, Integer> {

    TokenKey saveAndFlush(TokenKey key);

    Optional<TokenKey> findById(int id);
}
