package org.larmor.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data goes right, dependencies point left. */
class LayerRulesTest {
    static java.util.List<String> modules() {
        return Product.MODULES;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void seesEveryModule(String root) {
        long found = Product.classesUnder(root);
        assertTrue(found > 1, root + ": " + found + " classes found, so the rules would say nothing of it");
    }

    @Test
    void noPackagesFormACycle() {
        slices().matching("org.larmor.(**)").should().beFreeOfCycles().check(Product.CLASSES);
    }

    @Test
    void theDomainSeesOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("org.larmor.core.domain")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.larmor.core.domain", "java..", "org.jspecify..")
                .check(Product.CLASSES);
    }

    @Test
    void coreSeesOnlyTheJdkAndItsTransforms() {
        classes()
                .that()
                .resideInAPackage("org.larmor.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.larmor.core..", "java..", "org.jspecify..", "org.jtransforms..", "pl.edu.icm..")
                .check(Product.CLASSES);
    }

    @Test
    void wireClassesStayInsideTheDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.larmor.proto..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.larmor.proto.v1..", "com.google.protobuf..")
                .check(Product.CLASSES);
    }

    @Test
    void pyTorchStaysInsideModels() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.larmor.models..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(Product.CLASSES);
    }

    @Test
    void figuresStayInTelemetryAndInTheApplication() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.larmor.recon.telemetry..", "org.larmor.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(Product.CLASSES);
    }

    @Test
    void onlyThePackageOfOperationsKnowsOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.larmor.app.ops..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(Product.CLASSES);
    }

    @Test
    void onlyTheBrokerModuleStartsABroker() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.larmor.broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..")
                .check(Product.CLASSES);
    }
}
