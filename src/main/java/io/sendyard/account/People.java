package io.sendyard.account;

import io.sendyard.core.Cuid;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All people. */
public interface People extends Repository<Person, Long> {

    Person save(Person person);

    @Query("select p from Person p join fetch p.account where p.cuid = :cuid")
    Optional<Person> findByCuid(Cuid cuid);

    @Query("select p from Person p join fetch p.account where p.emailKey = :emailKey")
    Optional<Person> findByEmailKey(String emailKey);
}
