package org.larmor.app.commands;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.options.AccessOptions;
import org.larmor.app.options.Choices;
import org.larmor.app.options.ClusterOption;
import org.larmor.proto.access.Grant;
import org.larmor.proto.access.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor topics acls}: the least that each program must be allowed at the broker; asks no broker. */
@Command(
        name = "acls",
        description = {
            "Prints what each role must be allowed at the broker.",
            "",
            "That, and no more. No broker is asked."
        },
        footer = {"./larmor topics acls", "./larmor topics acls --role recon --principal User:recon-1 --format strimzi"
        })
public final class TopicsAclsCommand implements Callable<Integer> {
    @Mixin
    private final AccessOptions config = new AccessOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            completionCandidates = Choices.Roles.class,
            description =
                    "admin, console, recon, anomaly, display, bridge, metrics, watch or dead-letters (default: all)")
    private @Nullable String role;

    @Option(
            names = "--principal",
            paramLabel = "User:NAME",
            description = "whom the broker knows it as (default: User:larmor-ROLE)")
    private @Nullable String principal;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "kafka-acls",
            description = "kafka-acls (commands), strimzi (KafkaUser resources) or json (default: ${DEFAULT-VALUE})")
    private String format = "kafka-acls";

    @Mixin
    private final ClusterOption cluster = new ClusterOption();

    @Override
    public Integer call() throws BadInput {
        if (principal != null && !principal.matches("User:[A-Za-z0-9._=,-]+")) {
            throw new BadInput("principal '" + principal + "' is not User:NAME");
        }
        List<Role> roles = role == null ? Arrays.asList(Role.values()) : List.of(Role.of(role));
        Map<String, List<Grant>> lists = new LinkedHashMap<>();
        for (Role each : roles) {
            String name = principal == null ? "User:larmor-" + each.label() : principal;
            lists.put(name, each.grants(config.topics(), config.group(each)));
        }
        System.out.print(AclText.of(format, lists, cluster.name()));
        return ExitStatus.OK;
    }
}
