package org.larmor.app.commands;

import java.util.List;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Failure;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;

/** Finds a model package by its name, or says in one line why there is none. */
final class NamedModel {
    private NamedModel() {}

    static ModelPackage in(ModelZoo zoo, String name) throws BadInput, Failure {
        for (String fault : zoo.faults()) {
            if (fault.contains("/" + name + ":") || fault.contains("/" + name + "/")) {
                throw new Failure(fault);
            }
        }
        List<String> known = zoo.packages().stream().map(ModelPackage::name).toList();
        return zoo.named(name)
                .orElseThrow(() -> new BadInput("there is no model '" + name + "'"
                        + (known.isEmpty() ? "" : ", only " + String.join(", ", known))));
    }
}
