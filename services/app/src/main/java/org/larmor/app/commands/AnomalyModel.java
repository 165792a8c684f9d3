package org.larmor.app.commands;

import java.util.List;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Failure;
import org.larmor.app.stack.Home;
import org.larmor.models.zoo.AnomalyPackage;
import org.larmor.models.zoo.Choice;
import org.larmor.models.zoo.ModelZoo;

/** The model for anomaly maps that a command is to use. */
final class AnomalyModel {
    private AnomalyModel() {}

    /** @param name the wished one, or empty for whichever there is */
    static AnomalyPackage chosen(String name) throws BadInput, Failure {
        ModelZoo zoo = ModelZoo.read(Home.zoo());
        List<AnomalyPackage> models = zoo.anomaly();
        Choice<AnomalyPackage> choice = AnomalyPackage.choose(models, name, "");
        if (choice.model().isEmpty() && !zoo.faults().isEmpty()) {
            throw new Failure(choice.reason() + ": " + String.join("; ", zoo.faults()));
        }
        return choice.model().orElseThrow(() -> new BadInput(choice.reason()));
    }
}
