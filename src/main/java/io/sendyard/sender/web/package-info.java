/** The pages of a server's senders, what the API says of them, and the link that proves one. */
@NullMarked
package io.sendyard.sender.web;

import org.jspecify.annotations.NullMarked;
