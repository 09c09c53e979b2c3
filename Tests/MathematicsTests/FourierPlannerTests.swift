import CFFTW3
import Mathematics
import Testing

@Suite struct FourierPlannerTests {
  /// The power in each bin of a cosine with four samples a turn.
  private static func powerOfCosine(size: Int) -> [Float] {
    let input = fftwf_alloc_real(size)!
    let output = fftwf_alloc_complex(size / 2 + 1)!
    let plan = FourierPlanner.plan { fftwf_plan_dft_r2c_1d(Int32(size), input, output, FFTW_ESTIMATE) }
    defer {
      fftwf_destroy_plan(plan)
      fftwf_free(input)
      fftwf_free(output)
    }
    for i in 0..<size { input[i] = [1, 0, -1, 0][i % 4] }
    fftwf_execute(plan)
    return (0...size / 2).map { output[$0].0 * output[$0].0 + output[$0].1 * output[$0].1 }
  }

  @Test func `plans made by many threads at once are whole`() async {
    await withTaskGroup(of: Bool.self) { group in
      for turns in 1...200 {
        group.addTask {
          let size = 4 * turns
          let power = Self.powerOfCosine(size: size)
          return power.indices.allSatisfy { bin in
            let expected: Float = bin == turns ? Float(size * size) / 4 : 0
            return abs(power[bin] - expected) <= 1e-3 * Float(size)
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
