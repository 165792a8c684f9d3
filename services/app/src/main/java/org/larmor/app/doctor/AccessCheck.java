package org.larmor.app.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.larmor.display.access.PageAccess;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;
import org.larmor.proto.access.Grant;
import org.larmor.proto.access.Role;

/** Who this program is at the broker, whether that is enough for its role, and whether it is more than it should be. */
final class AccessCheck {
    private final Admin admin;
    private final Access access;
    private final Role role;

    AccessCheck(Admin admin, Access access, Role role) {
        this.admin = admin;
        this.access = access;
        this.role = role;
    }

    List<Finding> look(Topics topics, String group) throws ExecutionException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(wire());
        findings.add(lists());
        List<String> missing = new ArrayList<>();
        Map<String, Set<AclOperation>> known = new HashMap<>();
        for (Grant grant : role.grants(topics, group)) {
            AclOperation wanted = AclOperation.valueOf(grant.operation().name());
            String key = grant.resource() + " " + grant.name();
            if (!known.containsKey(key)) {
                known.put(key, allowed(grant));
            }
            Set<AclOperation> allowed = known.get(key);
            if (allowed != null && !allowed.contains(wanted)) {
                missing.add(grant.operation() + " on " + grant.resource().name().toLowerCase(java.util.Locale.ROOT)
                        + " " + grant.name());
            }
        }
        findings.add(
                missing.isEmpty()
                        ? Finding.ok("role " + role.label(), "everything that it needs is allowed")
                        : Finding.wrong(
                                "role " + role.label(),
                                "not allowed: " + String.join(", ", missing),
                                "larmor topics acls --role " + role.label() + " prints what to allow"));
        findings.add(group(group));
        return findings;
    }

    private Finding wire() {
        boolean here = List.of(access.bootstrap().split(",")).stream()
                .allMatch(each -> PageAccess.isLoopback(each.substring(0, Math.max(0, each.lastIndexOf(':')))));
        String protocol = access.security().protocol();
        return access.security().encrypts() || here
                ? Finding.ok("connection", protocol + (here ? ", on this machine" : ""))
                : Finding.warning(
                        "connection",
                        protocol + ": whoever is between can read every scan",
                        "set kafka.security.protocol to SASL_SSL, see docs/security.md");
    }

    private Finding lists() throws InterruptedException {
        try {
            admin.describeAcls(AclBindingFilter.ANY).values().get();
            return Finding.ok("access lists", "the broker keeps them");
        } catch (ExecutionException e) {
            return e.getCause() instanceof SecurityDisabledException
                    ? Finding.warning(
                            "access lists",
                            "the broker has none: whoever reaches it may read and write everything",
                            "set authorizer.class.name on the brokers; larmor topics acls prints the lists")
                    : Finding.ok("access lists", "the broker keeps them, and does not show them to this user");
        }
    }

    /** What this user may do there, or null where that cannot be asked. */
    private @Nullable Set<AclOperation> allowed(Grant grant) throws ExecutionException, InterruptedException {
        try {
            return switch (grant.resource()) {
                case TOPIC ->
                    admin.describeTopics(
                                    List.of(grant.name()),
                                    new DescribeTopicsOptions().includeAuthorizedOperations(true))
                            .allTopicNames()
                            .get()
                            .values()
                            .iterator()
                            .next()
                            .authorizedOperations();
                case GROUP -> described(grant.name()).authorizedOperations();
                case TRANSACTIONAL_ID -> null;
            };
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case AuthorizationException none -> new HashSet<>();
                case UnknownTopicOrPartitionException missing -> null;
                case GroupIdNotFoundException missing -> null;
                case null, default -> throw e;
            };
        }
    }

    private ConsumerGroupDescription described(String group) throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(
                        List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .all()
                .get()
                .values()
                .iterator()
                .next();
    }

    private Finding group(String name) throws ExecutionException, InterruptedException {
        try {
            ConsumerGroupDescription group = described(name);
            int members = group.members().size();
            return Finding.ok(
                    "services",
                    members + (members == 1 ? " works" : " work") + " in group " + name + ", protocol "
                            + String.valueOf(group.type()).toLowerCase(java.util.Locale.ROOT));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException || e.getCause() instanceof AuthorizationException) {
                return Finding.ok("services", "none that this user can see works in group " + name);
            }
            throw e;
        }
    }
}
