package io.sendyard.security;

import io.sendyard.core.Secret;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.session.Session;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads a session once per request and writes it only if something changed or a minute passed:
 * Spring Session alone reads twice, and commits a row for every page view. The database has only a
 * hash of the ID, so that no one who reads it can take over a session.
 */
@Order(SessionRepositoryFilter.DEFAULT_ORDER - 1)
class SessionCache extends OncePerRequestFilter
        implements SessionRepository<SessionCache.CachedSession> {

    private static final Logger LOG = LoggerFactory.getLogger(SessionCache.class);

    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private static final ThreadLocal<@Nullable Read> READ = new ThreadLocal<>();

    private static final int ID_LENGTH = 36;

    /** The ID that the repository generates next. */
    private static final ScopedValue<String> STORED_ID = ScopedValue.newInstance();

    private final SessionRepository<Session> sessions;

    /** Over a repository that is given back only what it gave. */
    @SuppressWarnings("unchecked")
    SessionCache(SessionRepository<? extends Session> sessions) {
        this.sessions = (SessionRepository<Session>) sessions;
    }

    /** Runs before the session filter, so that the cache lasts for the request. */
    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        READ.set(new Read(tellsOfAnOutage(request)));
        try {
            chain.doFilter(request, response);
        } finally {
            READ.remove();
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /** Generates the IDs of the repository that this class is around. */
    static SessionIdGenerator storedIds() {
        return STORED_ID::get;
    }

    @Override
    public CachedSession createSession() {
        var id = Secret.random("", ID_LENGTH);
        return new CachedSession(
                id.reveal(), ScopedValue.where(STORED_ID, id.hash()).call(sessions::createSession));
    }

    @Override
    public void save(CachedSession session) {
        sessions.save(session.session);
    }

    @Override
    public @Nullable CachedSession findById(String id) {
        var read = READ.get();
        if (read == null) {
            return find(id);
        }
        if (read.nobody) {
            return null;
        }
        if (read.session == null || !read.session.getId().equals(id)) {
            read.session = find(id);
        }
        return read.session;
    }

    @Override
    public void deleteById(String id) {
        var read = READ.get();
        if (read != null) {
            read.session = null;
        }
        sessions.deleteById(Secret.of(id).hash());
    }

    private @Nullable CachedSession find(String id) {
        var found = sessions.findById(Secret.of(id).hash());
        return found == null ? null : new CachedSession(id, found);
    }

    /** That page is shown without a session, because the session can't be looked up. */
    private static boolean tellsOfAnOutage(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR
                && Integer.valueOf(HttpServletResponse.SC_SERVICE_UNAVAILABLE)
                        .equals(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    }

    /** What one request has read. */
    private static class Read {

        private final boolean nobody;
        private @Nullable CachedSession session;

        Read(boolean nobody) {
            this.nobody = nobody;
        }
    }

    /** A session whose use is recorded once a minute. */
    static class CachedSession implements Session {

        private final Session session;
        private String id;

        CachedSession(String id, Session session) {
            this.id = id;
            this.session = session;
        }

        @Override
        public void setLastAccessedTime(Instant at) {
            if (!at.isBefore(session.getLastAccessedTime().plus(USE_NOTED_EVERY))) {
                session.setLastAccessedTime(at);
            }
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public String changeSessionId() {
            var changed = Secret.random("", ID_LENGTH);
            ScopedValue.where(STORED_ID, changed.hash()).call(session::changeSessionId);
            id = changed.reveal();
            return id;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Spring Session's own signature.
        public <T> @Nullable T getAttribute(String name) {
            try {
                return session.getAttribute(name);
            } catch (ConversionException | SerializationFailedException e) {
                // Another version wrote it, with classes that have since changed.
                LOG.info("Session attribute {} can't be read, so it is removed", name);
                session.removeAttribute(name);
                return null;
            }
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            session.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            session.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            session.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }
    }
}
