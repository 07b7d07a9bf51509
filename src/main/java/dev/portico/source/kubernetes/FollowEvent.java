package dev.portico.source.kubernetes;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.source.kubernetes.KindWatch.Scope;
import dev.portico.source.kubernetes.read.Interest;
import dev.portico.source.kubernetes.read.ResourceKind;
import java.util.Map;
import java.util.Set;

/// What the threads that read a cluster tell the one that keeps its book.
sealed interface FollowEvent {
    record Put(Scope scope, JsonObject object) implements FollowEvent {}

    record Removed(Scope scope, ObjectKey key) implements FollowEvent {}

    record Listed(Scope scope, Set<ObjectKey> present) implements FollowEvent {}

    record Refused(Scope scope, ApiRefusal refusal) implements FollowEvent {}

    /// A watch goes on that was refused.
    record Resumed(Scope scope) implements FollowEvent {}

    record Served(Map<Interest, ResourceKind> kinds) implements FollowEvent {}

    /// The discovery failed; it is tried again.
    record NotServed(String why) implements FollowEvent {}

    record Reachable(String version) implements FollowEvent {}

    record Unreachable(String why) implements FollowEvent {}
}
