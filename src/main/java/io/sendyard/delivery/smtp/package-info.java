/**
 * The adapter to receiving hosts: an SMTP client (RFC 5321) that trusts nothing it hears. It is our
 * own because Angus Mail's transport bounds neither the time nor the size of a reply, keeps no
 * record of the conversation and does not pipeline.
 */
@NullMarked
package io.sendyard.delivery.smtp;

import org.jspecify.annotations.NullMarked;
