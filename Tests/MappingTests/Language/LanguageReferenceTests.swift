import AudioAnalysis
import Testing

@testable import Mapping

@Suite struct LanguageReferenceTests {
  @Test func leavesNothingOut() {
    let (functions, signals) = (LanguageReference.functions.text, LanguageReference.signals.text)
    for function in Function.all { #expect(functions.contains(function.signature)) }
    for name in Definitions.signalNames + Analysis.eventNames { #expect(signals.contains(name)) }
    let parameters = LanguageReference.parameters.text
    for parameter in Parameter.allCases { #expect(parameters.contains(parameter.meaning)) }
  }
}
