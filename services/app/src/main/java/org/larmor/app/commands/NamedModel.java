package org.larmor.app.commands;

import java.util.List;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Failure;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.models.zoo.ZooPackage;

/** Finds a model package by its name, or says in one line why there is none. */
final class NamedModel {
    private NamedModel() {}

    /** One that reconstructs. */
    static ModelPackage in(ModelZoo zoo, String name) throws BadInput, Failure {
        return in(zoo, zoo.packages(), name);
    }

    /** One of whatever kind. */
    static ZooPackage ofAnyKind(ModelZoo zoo, String name) throws BadInput, Failure {
        return in(zoo, zoo.all(), name);
    }

    private static <P extends ZooPackage> P in(ModelZoo zoo, List<P> packages, String name) throws BadInput, Failure {
        for (String fault : zoo.faults()) {
            if (fault.contains("/" + name + ":") || fault.contains("/" + name + "/")) {
                throw new Failure(fault);
            }
        }
        List<String> known = packages.stream().map(ZooPackage::name).toList();
        return packages.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no model '" + name + "'"
                        + (known.isEmpty() ? "" : ", only " + String.join(", ", known))));
    }
}
