/**
 * The SMTP client (RFC 5321) that delivers mail to a recipient's mail server or a relay, and trusts
 * nothing it reads. It is our own because Angus Mail's transport limits neither the time nor the
 * size of a reply, records no transcript and does not pipeline.
 */
@NullMarked
@NamedInterface("client")
package io.sendyard.smtp.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
