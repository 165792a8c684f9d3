package org.larmor.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps of the service are strangers to each other; who puts them in a row knows them all. */
class ReconStepRulesTest {
    private static final List<String> STEPS =
            List.of("ingest", "assemble", "schedule", "reconstruct", "synthesise", "analyse", "publish");

    static List<String> steps() {
        return STEPS;
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepKnowsNoOtherStep(String step) {
        String[] others = STEPS.stream()
                .filter(other -> !other.equals(step))
                .map(ReconStepRulesTest::under)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(under(step))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(Product.CLASSES);
    }

    /** Who puts the steps in a row ({@code org.larmor.recon} itself) also makes the clients that the ends are handed. */
    @Test
    void onlyTheEndsSeeKafka() {
        noClasses()
                .that(resideInAPackage("org.larmor.recon.*..")
                        .and(not(resideInAnyPackage(under("ingest"), under("publish"), under("ops")))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(Product.CLASSES);
    }

    @Test
    void onlyReconstructSynthesiseAndAnalyseSeeTheModels() {
        noClasses()
                .that()
                .resideInAnyPackage(under("ingest"), under("assemble"), under("schedule"), under("publish"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.larmor.models..")
                .check(Product.CLASSES);
    }

    /** Maps are made of pictures as every consumer finds them: whatever comes before a picture is no business of theirs. */
    @Test
    void analyseKnowsPicturesOnlyAsTheyWerePublished() {
        noClasses()
                .that()
                .resideInAPackage(under("analyse"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.larmor.recon.flow..")
                        .and(not(simpleName("Published").or(simpleName("Position")))))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.larmor.core.assembly..", "org.larmor.core.coils..", "org.larmor.core.baseline..")
                .check(Product.CLASSES);
    }

    private static String under(String step) {
        return "org.larmor.recon." + step + "..";
    }
}
