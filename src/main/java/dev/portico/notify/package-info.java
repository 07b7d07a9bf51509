/// Tells others of changes. Change log and index in; events out, as [ChangeEvents] to who asks and
/// as webhooks to who is configured.
@NullMarked
package dev.portico.notify;

import org.jspecify.annotations.NullMarked;
