/** The pages of a server's API keys and what the API says of them. */
@NullMarked
package io.sendyard.apikey.web;

import org.jspecify.annotations.NullMarked;
