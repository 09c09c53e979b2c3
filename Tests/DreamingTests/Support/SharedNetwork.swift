@testable import Dreaming

/// The shipped network, read once.
let shippedNetwork = Result { try Network.efficientNetLite0() }
